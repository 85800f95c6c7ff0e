package dev.sessionlog.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first and the last line of a typescript, which script(1) itself writes. Both are in the
 * user's language, and users can print lines that look the same. So only their position counts: the
 * first line ends at the first newline, and the last line must be at the very end.
 */
final class TypescriptEnds {
  private static final int FIRST_LINE_LIMIT = 64 * 1024;
  private static final int LAST_LINE_LIMIT = 512;

  /**
   * A newline, words, an ISO date, and in brackets the reason for the end, which older versions
   * lack.
   */
  private static final Pattern LAST_LINE =
      Pattern.compile(
          "\\n[^\\n]*\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d"
              + "(?: \\[(?<why>[^\\n]*)\\])?\\n\\z");

  private static final Pattern EXIT_CODE = Pattern.compile("COMMAND_EXIT_CODE=\"(\\d{1,9})\"");

  private TypescriptEnds() {}

  /**
   * The last line.
   *
   * @param length its length in bytes, with the newline before it
   * @param exitCode the exit code of the command, if the line has it
   */
  record LastLine(int length, OptionalInt exitCode) {
    static final LastLine ABSENT = new LastLine(0, OptionalInt.empty());

    boolean present() {
      return length > 0;
    }
  }

  /** Returns the length of the first line including its newline; empty while that is missing. */
  static OptionalLong firstLineLength(FileChannel typescript) throws IOException {
    byte[] start = read(typescript, 0, FIRST_LINE_LIMIT);
    for (int i = 0; i < start.length; i++) {
      if (start[i] == '\n') {
        return OptionalLong.of(i + 1L);
      }
    }
    return start.length == FIRST_LINE_LIMIT ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /**
   * Returns the last line.
   *
   * @param from the first offset at which it can begin
   */
  static LastLine lastLine(FileChannel typescript, long from) throws IOException {
    long size = typescript.size();
    int length = (int) Math.min(LAST_LINE_LIMIT, size - from);
    if (length <= 0) {
      return LastLine.ABSENT;
    }
    byte[] bytes = read(typescript, size - length, length);
    if (bytes.length < 2 || bytes[bytes.length - 1] != '\n') {
      return LastLine.ABSENT;
    }
    byte end = bytes[bytes.length - 2];
    if (end != ']' && !(end >= '0' && end <= '9' && saysNoMoreThanADate(typescript))) {
      return LastLine.ABSENT;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher line = LAST_LINE.matcher(text);
    if (!line.find()) {
      return LastLine.ABSENT;
    }
    String why = line.group("why");
    Matcher code = EXIT_CODE.matcher(why == null ? "" : why);
    return new LastLine(
        text.length() - line.start(),
        code.find() ? OptionalInt.of(Integer.parseInt(code.group(1))) : OptionalInt.empty());
  }

  /**
   * Returns true if a {@code script} before 2.34, for example that of RHEL 8, wrote the first line.
   * It has no brackets with the facts of the terminal, and its last line has none with the exit
   * code.
   */
  static boolean saysNoMoreThanADate(FileChannel typescript) {
    try {
      String start = new String(read(typescript, 0, LAST_LINE_LIMIT), StandardCharsets.ISO_8859_1);
      int newline = start.indexOf('\n');
      return newline > 0 && start.lastIndexOf('[', newline) < 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static byte[] read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, channel.size() - position));
    int count = 0;
    while (count >= 0 && buffer.hasRemaining()) {
      count = channel.read(buffer, position + buffer.position());
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }
}
