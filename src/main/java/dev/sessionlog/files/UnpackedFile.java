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
 * Unpacks a compressed file of a recording into a temporary file, whose name is removed before
 * anything is written to it. The size is limited by the size that the recording states, or
 * otherwise by the usual ratio of compression, by {@value #LARGEST} bytes, and by the free space.
 */
public final class UnpackedFile {
  /** The largest unpacked file: 64 GiB. */
  static final long LARGEST = 64L << 30;

  /** Terminal output compresses to about a tenth, a flood of one word to a thousandth. */
  private static final long USUAL_RATIO = 100;

  /** Files up to this size are always unpacked, in bytes. */
  static final long HARMLESS = 16L << 20;

  /** Free space that is left for others, in bytes. */
  private static final long SPARE = 64L << 20;

  private static final int PIECE = 1 << 16;
  private static final int PIECES_BETWEEN_LOOKS = 64;

  private UnpackedFile() {}

  /**
   * Returns the file unpacked, to be read.
   *
   * @param stated the unpacked size that the recording states; 0 if it does not
   * @throws CorruptRecordingException if it cannot be unpacked, or is larger than allowed
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

  /** /tmp is often in memory. */
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

  /** Created and opened in one step, with an unpredictable name and for this user only. */
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
                + ": not enough room to unpack a recording, expected "
                + (SPARE >> 20)
                + " MiB to stay free there");
      }
    }
  }
}
