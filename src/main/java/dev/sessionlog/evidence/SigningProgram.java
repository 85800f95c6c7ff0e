package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The process with access to the secret keys. It executes requests from its input, one a line,
 * until the end of the input. Its memory disappears with it.
 */
public final class SigningProgram {
  /** The argument that selects this program. */
  public static final String WORD = "sign-checkpoints";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SigningProgram() {}

  /**
   * Answers until the input ends.
   *
   * @return the exit code: 0, or 1 if the file with the keys cannot be opened
   */
  public static int run(InputStream in, OutputStream out, Path keys) throws IOException {
    try (FileChannel file = open(keys);
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      KeyFile signer = new KeyFile(file);
      String request = requests.readLine();
      while (request != null) {
        out.write((answer(signer, request) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        request = requests.readLine();
      }
      return 0;
    }
  }

  private static FileChannel open(Path keys) throws IOException {
    FileChannel file = StoreFiles.updateOrCreate(keys);
    Files.setPosixFilePermissions(keys, OWNER_ONLY);
    return file;
  }

  private static String answer(Signer signer, String request) {
    String[] words = request.split(" ", 3);
    try {
      long epoch = Long.parseLong(words[1]);
      return switch (words[0]) {
        case "make" -> "ok " + Base64Text.encode(signer.make(epoch));
        case "open" -> signer.open(epoch).map(key -> "ok " + Base64Text.encode(key)).orElse("none");
        case "newest" -> {
          OptionalLong newest = signer.newest();
          yield newest.isEmpty()
              ? "none"
              : "ok "
                  + Base64Text.encode(
                      ByteBuffer.allocate(Long.BYTES).putLong(newest.getAsLong()).array());
        }
        case "sign" ->
            "ok "
                + Base64Text.encode(signer.sign(epoch, Base64Text.decode(words[2]).orElseThrow()));
        case "erase" -> {
          signer.eraseBefore(epoch);
          yield "ok ";
        }
        default -> "failed unknown request";
      };
    } catch (MissingKeyException e) {
      return "missing " + e.getMessage();
    } catch (IOException | RuntimeException e) {
      return "failed " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
