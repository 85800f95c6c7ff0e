package dev.sessionlog.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Unpacks a compressed file of a recording into a temporary one, which has no name any more when
 * anything is written to it. How much that can be is limited: by what the recording says of itself,
 * or else by how small text can be packed, by {@value #LARGEST} bytes, and by the room there is.
 */
public final class UnpackedFile {
  /** The most that is unpacked of any file: 64 GiB. */
  static final long LARGEST = 64L << 30;

  /** What terminals say is packed to a tenth or so; a flood of one word to a thousandth. */
  private static final long USUAL_RATIO = 100;

  /** So much is unpacked of any file, in bytes. */
  static final long HARMLESS = 16L << 20;

  /** So much stays free for others, in bytes. */
  private static final long SPARE = 64L << 20;

  private static final int PIECE = 1 << 16;
  private static final int PIECES_BETWEEN_LOOKS = 64;

  private UnpackedFile() {}

  /**
   * Returns the file unpacked, to be read.
   *
   * @param stated how many bytes there are, as the recording says; 0 when it does not
   * @throws CorruptRecordingException when it cannot be unpacked, or is more than it may be
   */
  public static FileChannel open(Path gzip, long stated) throws IOException {
    long packed = gzip.toFile().length();
    long most = Math.min(LARGEST, Math.max(stated, packed * USUAL_RATIO) + HARMLESS);
    Path folder = roomiest(folders());
    FileChannel channel = temporary(folder);
    try (InputStream plain = GzipFile.open(gzip, most)) {
      copy(plain, channel, folder);
      return channel.position(0);
    } catch (ZipException | EOFException e) {
      channel.close();
      throw new CorruptRecordingException(gzip, "cannot be unpacked: " + e.getMessage());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What is in /tmp is often kept in memory. */
  private static List<Path> folders() {
    return List.of(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), Path.of("/var/tmp"));
  }

  private static Path roomiest(List<Path> folders) {
    Path best = folders.get(0);
    for (Path folder : folders) {
      if (Files.isWritable(folder) && room(folder) > room(best)) {
        best = folder;
      }
    }
    return best;
  }

  private static long room(Path folder) {
    return folder.toFile().getUsableSpace();
  }

  /** Opened as it is made, under a name that nobody can foresee, and open to nobody else. */
  private static FileChannel temporary(Path folder) throws IOException {
    byte[] name = new byte[16];
    new SecureRandom().nextBytes(name);
    Path file = folder.resolve("sessionlog-" + HexFormat.of().formatHex(name));
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.delete(file);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void copy(InputStream plain, FileChannel channel, Path folder) throws IOException {
    byte[] piece = new byte[PIECE];
    int pieces = 0;
    for (int n = plain.read(piece); n >= 0; n = plain.read(piece)) {
      DurableFile.writeAll(channel, ByteBuffer.wrap(piece, 0, n));
      pieces++;
      if (pieces % PIECES_BETWEEN_LOOKS == 0 && room(folder) < SPARE) {
        throw new IOException(
            folder
                + ": no room to unpack a recording, expected "
                + (SPARE >> 20)
                + " MiB to stay free there");
      }
    }
  }
}
