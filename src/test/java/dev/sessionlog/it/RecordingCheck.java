package dev.sessionlog.it;

import dev.sessionlog.it.FaultReport.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What was recorded, held against what was shown on the terminal. */
final class RecordingCheck {
  private static final Pattern GAP =
      Pattern.compile("\"offset\" : (\\d+),\\s*\"bytes\" : (-?\\d+)");
  private static final Pattern COUNTER = Pattern.compile(" (\\d{10}) counter [.]*$");
  private static final int WINDOW = 1 << 16;

  private RecordingCheck() {}

  /** Returns the program that writes {@code lines} numbered lines of 100 bytes, with pauses. */
  static String counter(int lines, int linesBetweenPauses, String pauseSeconds) {
    return counter(lines, linesBetweenPauses, pauseSeconds, "");
  }

  /**
   * Returns the same, that goes on until the file {@code over} exists, however many lines it is.
   */
  static String counterUntil(Path over, int linesBetweenPauses, String pauseSeconds) {
    return "awk 'BEGIN{d=sprintf(\"%79s\",\"\");gsub(/ /,\".\",d);while(!over){for(k=0;k<"
        + linesBetweenPauses
        + ";k++)printf \"%010d counter %s\\n\",++i,d;fflush();over=!system(\"sleep "
        + pauseSeconds
        + ";test -e "
        + over
        + "\")}}'";
  }

  /** Returns the same, that waits before the line {@code held} until the file {@code go} exists. */
  static String counter(int lines, int linesBetweenPauses, String pauseSeconds, int held, Path go) {
    String wait =
        "if(i==" + held + "){fflush();while(system(\"test -e " + go + "\"))system(\"sleep 0.1\")}";
    return counter(lines, linesBetweenPauses, pauseSeconds, wait);
  }

  /** Returns the number of the last line that such a program showed. */
  static int lastLineOf(String shown) {
    Matcher line = Pattern.compile("(\\d{10}) counter ").matcher(shown);
    int last = 0;
    while (line.find()) {
      last = Integer.parseInt(line.group(1));
    }
    return last;
  }

  private static String counter(
      int lines, int linesBetweenPauses, String pauseSeconds, String before) {
    return "awk 'BEGIN{d=sprintf(\"%79s\",\"\");gsub(/ /,\".\",d);for(i=1;i<="
        + lines
        + ";i++){"
        + before
        + "printf \"%010d counter %s\\n\",i,d;if(i%"
        + linesBetweenPauses
        + "==0){fflush();system(\"sleep "
        + pauseSeconds
        + "\")}}}'";
  }

  private record Lost(long offset, long bytes) {}

  /**
   * Compares each byte of the typescript, between {@code script}'s own two lines, with each byte
   * that the terminal showed since {@code script} began. What a gap of {@code session.json} tells
   * of may and must be missing.
   */
  static Tally bytes(Path shown, Path recording) throws IOException {
    List<Lost> gaps = gaps(recording);
    try (RandomAccessFile typescript = open(recording.resolve("typescript"));
        RandomAccessFile terminal = open(shown)) {
      long position = firstLine(typescript);
      long end = typescript.length() - lastLine(typescript);
      long headEnd = gaps.isEmpty() ? end : Math.min(end, gaps.get(0).offset());
      terminal.seek(start(terminal, head(typescript, position, headEnd)));
      long compared = 0;
      long inGaps = 0;
      for (Lost gap : gaps) {
        long same = same(typescript, position, Math.min(gap.offset(), end), terminal);
        compared += same;
        position += same;
        if (position < Math.min(gap.offset(), end)) {
          return tally(compared, end - position, terminal, inGaps);
        }
        terminal.seek(terminal.getFilePointer() + gap.bytes());
        inGaps += gap.bytes();
      }
      long same = same(typescript, position, end, terminal);
      return tally(compared + same, end - position - same, terminal, inGaps);
    }
  }

  private static RandomAccessFile open(Path file) throws IOException {
    return new RandomAccessFile(file.toFile(), "r");
  }

  /** When all is well both are at their ends. Else what is left tells how far they are apart. */
  private static Tally tally(long compared, long left, RandomAccessFile terminal, long inGaps)
      throws IOException {
    return new Tally(compared, terminal.length() - terminal.getFilePointer(), left, inGaps);
  }

  private static long same(RandomAccessFile one, long from, long to, RandomAccessFile other)
      throws IOException {
    byte[] a = new byte[WINDOW];
    byte[] b = new byte[WINDOW];
    long position = from;
    while (position < to) {
      int wanted = (int) Math.min(WINDOW, to - position);
      one.seek(position);
      one.readFully(a, 0, wanted);
      long before = other.getFilePointer();
      int got = 0;
      while (got < wanted) {
        int count = other.read(b, got, wanted - got);
        if (count < 0) {
          break;
        }
        got += count;
      }
      for (int i = 0; i < wanted; i++) {
        if (i >= got || a[i] != b[i]) {
          other.seek(before + i);
          return position + i - from;
        }
      }
      position += wanted;
    }
    return position - from;
  }

  private static List<Lost> gaps(Path recording) throws IOException {
    Matcher gap = GAP.matcher(Files.readString(recording.resolve("session.json")));
    List<Lost> gaps = new ArrayList<>();
    while (gap.find()) {
      gaps.add(new Lost(Long.parseLong(gap.group(1)), Long.parseLong(gap.group(2))));
    }
    return gaps;
  }

  private static long firstLine(RandomAccessFile typescript) throws IOException {
    typescript.seek(0);
    long length = 1;
    while (typescript.read() != '\n') {
      length++;
    }
    return length;
  }

  private static long lastLine(RandomAccessFile typescript) throws IOException {
    int length = (int) Math.min(200, typescript.length());
    byte[] end = new byte[length];
    typescript.seek(typescript.length() - length);
    typescript.readFully(end);
    String text = new String(end, StandardCharsets.ISO_8859_1);
    int last = text.lastIndexOf("\nScript done on ");
    return last < 0 ? 0 : length - last;
  }

  private static byte[] head(RandomAccessFile typescript, long from, long to) throws IOException {
    byte[] head = new byte[(int) Math.min(24, to - from)];
    typescript.seek(from);
    typescript.readFully(head);
    return head;
  }

  private static long start(RandomAccessFile terminal, byte[] head) throws IOException {
    byte[] begin = new byte[(int) Math.min(WINDOW, terminal.length())];
    terminal.seek(0);
    terminal.readFully(begin);
    String text = new String(begin, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(new String(head, StandardCharsets.ISO_8859_1));
    if (at < 0) {
      throw new AssertionError(
          "the recording's beginning, "
              + new String(head, StandardCharsets.ISO_8859_1)
              + ", was never shown: "
              + text.substring(0, Math.min(400, text.length())));
    }
    return at;
  }

  /**
   * Looks for each numbered line in the user's logs, rolled and compressed ones too.
   *
   * @return compared, lost and doubled lines, of one session
   */
  static Tally lines(Path logDir, String user, String session, int lines) throws IOException {
    while (true) {
      try {
        return linesNow(logDir, user, session, lines);
      } catch (NoSuchFileException compressed) {
        // A rolled log was replaced by its compressed form meanwhile, which happens once to each.
      }
    }
  }

  private static Tally linesNow(Path logDir, String user, String session, int lines)
      throws IOException {
    int[] seen = new int[lines + 1];
    List<Path> logs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(logDir, user + ".*log*")) {
      files.forEach(logs::add);
    }
    for (Path log : logs) {
      String name = log.toString();
      // While a log is being compressed it is there in both forms, and the plain one counts.
      boolean gzip = name.endsWith(".gz");
      Path plain = gzip ? Path.of(name.substring(0, name.length() - 3)) : log;
      boolean counts = gzip ? !logs.contains(plain) : name.endsWith(".log");
      if (counts) {
        count(log, " " + session + ":", seen);
      }
    }
    long lost = 0;
    long doubled = 0;
    for (int i = 1; i <= lines; i++) {
      lost += seen[i] == 0 ? 1 : 0;
      doubled += Math.max(0, seen[i] - 1);
    }
    return new Tally(lines, lost, doubled, 0);
  }

  private static void count(Path log, String session, int[] seen) throws IOException {
    try (InputStream file = Files.newInputStream(log);
        InputStream in = log.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.contains(session)) {
          continue;
        }
        Matcher counter = COUNTER.matcher(line);
        if (counter.find()) {
          seen[Integer.parseInt(counter.group(1))]++;
        }
      }
    }
  }
}
