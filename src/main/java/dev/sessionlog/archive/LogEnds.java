package dev.sessionlog.archive;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Which sessions have their last line in a piece of a rolled log. */
final class LogEnds {
  /** How JSON lines of the transcript of a session end; see {@code docs/format.md}. */
  private static final Pattern CLOSED =
      Pattern.compile(
          "\\{\"session\":\"(?<id>[^\"]{20})\",.*\"kind\":\"marker\",\"text\":\"-- session closed: .*");

  private static final byte[] WORDS = "-- session closed: ".getBytes(StandardCharsets.US_ASCII);

  /** A longer line is no marker. */
  private static final int LONGEST = 4096;

  private LogEnds() {}

  /**
   * Writes the ids of those sessions, a line each.
   *
   * @throws ArchiveException when the piece cannot be unpacked
   */
  static void write(Path piece, OutputStream out) throws IOException {
    try (InputStream packed = StoreFiles.input(piece);
        InputStream in = new GZIPInputStream(packed, 1 << 16)) {
      byte[] block = new byte[1 << 16];
      byte[] line = new byte[LONGEST];
      int length = 0;
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        for (int i = 0; i < count; i++) {
          if (block[i] == '\n') {
            writeClosed(line, length, out);
            length = 0;
          } else if (length < LONGEST) {
            line[length++] = block[i];
          }
        }
      }
      writeClosed(line, length, out);
    } catch (ZipException | EOFException e) {
      throw new ArchiveException(
          ArchiveException.Kind.UNFIT, piece + ": damaged, it cannot be unpacked", e);
    }
  }

  private static void writeClosed(byte[] line, int length, OutputStream out) throws IOException {
    if (!mayBeClosed(line, length)) {
      return; // most lines, which then are not even decoded
    }
    Matcher form = CLOSED.matcher(new String(line, 0, length, StandardCharsets.UTF_8));
    Optional<SessionId> id = form.matches() ? SessionId.parse(form.group("id")) : Optional.empty();
    if (id.isPresent()) {
      out.write((id.get() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static boolean mayBeClosed(byte[] line, int length) {
    for (int from = 0; from <= length - WORDS.length; from++) {
      if (line[from] == WORDS[0]
          && Arrays.equals(line, from, from + WORDS.length, WORDS, 0, WORDS.length)) {
        return true;
      }
    }
    return false;
  }

  /** Reads what {@link #write} wrote. */
  static Set<SessionId> read(Path ends) throws IOException {
    Set<SessionId> ids = new HashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(StoreFiles.input(ends), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        SessionId.parse(line).ifPresent(ids::add);
      }
    }
    return ids;
  }
}
