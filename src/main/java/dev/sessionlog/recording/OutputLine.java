package dev.sessionlog.recording;

/**
 * Parses lines such as {@code O 0.012345 80}, by far the most frequent ones of a timing file,
 * without creating objects. For one thread.
 */
final class OutputLine {
  private static final long SECOND = 1_000_000;

  private long micros;
  private long bytes;

  /** Parses a line without its end; returns false if it is of another kind or unusual form. */
  boolean read(byte[] line, int start, int end) {
    if (end - start < 12 || line[start] != 'O' || line[start + 1] != ' ') {
      return false;
    }
    int dot = digitsEnd(line, start + 2, end);
    int space = digitsEnd(line, dot + 1, end);
    boolean usual =
        dot > start + 2
            && dot - start <= 11
            && space - dot == 7
            && space + 1 < end
            && end - space <= 16
            && line[dot] == '.'
            && line[space] == ' '
            && digitsEnd(line, space + 1, end) == end;
    if (usual) {
      micros = number(line, start + 2, dot) * SECOND + number(line, dot + 1, space);
      bytes = number(line, space + 1, end);
    }
    return usual;
  }

  private static int digitsEnd(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] >= '0' && line[at] <= '9') {
      at++;
    }
    return at;
  }

  private static long number(byte[] line, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (line[i] - '0');
    }
    return number;
  }

  /** Returns the delay of the last line, in microseconds. */
  long micros() {
    return micros;
  }

  /** Returns the number of bytes of the last line. */
  long bytes() {
    return bytes;
  }
}
