package dev.sessionlog.export;

import dev.sessionlog.recording.TimingEntry;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording of script(1): the typescript, whose first line is script's own, and the timing
 * file, classic or advanced. Input is skipped and counted, even within the output ({@code script
 * -B}). Places where {@code script -a} continued get a marker.
 */
final class TypescriptImporter implements Importer {
  private static final int PIECE = 64 * 1024;
  private static final String INPUT_LOG = "INPUT_LOG";
  private static final Pattern ASSIGNMENT = Pattern.compile("\\b([A-Z_]+)=\"([^\"]*)\"");

  private final ForeignLines timing;
  private final TypescriptBytes typescript;
  private final ZoneId zone;
  private final ForeignClock clock = new ForeignClock();
  private final byte[] piece = new byte[PIECE];
  private @Nullable ForeignTiming next;
  private byte[] firstLine = {};
  private boolean inputInOutput;
  private long input;

  /** The bytes of the typescript that belong neither to the timing nor to its ends. */
  private long seams;

  private TypescriptImporter(ForeignLines timing, TypescriptBytes typescript, ZoneId zone) {
    this.timing = timing;
    this.typescript = typescript;
    this.zone = zone;
  }

  static Importer open(Path typescript, Path timing, ZoneId zone) throws IOException {
    TypescriptBytes bytes = TypescriptBytes.open(typescript);
    try {
      TypescriptImporter importer = new TypescriptImporter(ForeignLines.open(timing), bytes, zone);
      importer.seams = -bytesToldOf(timing);
      return importer;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * Returns true if a timing file covers exactly the output of a typescript, and so belongs to it.
   */
  static boolean fits(Path typescript, long toldOf) throws IOException {
    try (TypescriptBytes bytes = TypescriptBytes.open(typescript)) {
      long ends = (long) bytes.firstLine().length + bytes.lastLine().length();
      return toldOf > 0 && toldOf == Files.size(typescript) - ends;
    }
  }

  /** Returns how many bytes of output a timing file covers; 0 for another file. */
  static long toldOf(Path file) throws IOException {
    try (ForeignLines lines = ForeignLines.open(file)) {
      String first = lines.next();
      if (first == null || ForeignTiming.parse(first).isEmpty()) {
        return 0;
      }
    } catch (ForeignFormatException longLine) {
      return 0;
    }
    return bytesToldOf(file);
  }

  /** Returns how many bytes the timing covers; mistakes in it are reported later. */
  private static long bytesToldOf(Path timing) throws IOException {
    long output = 0;
    long input = 0;
    boolean shared = false;
    Map<String, String> facts = new LinkedHashMap<>();
    try (ForeignLines lines = ForeignLines.open(timing)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        Optional<ForeignTiming> told = ForeignTiming.parse(line);
        output += told.map(ForeignTiming::output).orElse(0L);
        input += told.map(ForeignTiming::input).orElse(0L);
        if (told.isPresent() && told.get().entry() instanceof TimingEntry.Header header) {
          facts.put(header.name(), header.value());
          shared |= sharesOneLog(facts);
        }
      }
    }
    return shared ? output + input : output;
  }

  private static boolean sharesOneLog(Map<String, String> facts) {
    return facts.containsKey(INPUT_LOG) && facts.get(INPUT_LOG).equals(facts.get("OUTPUT_LOG"));
  }

  @Override
  public ForeignHeader header() throws IOException {
    boolean without = !typescript.hasFirstLine() && seams + typescript.left() == 0;
    firstLine = without ? firstLine : typescript.firstLine();
    seams += typescript.left() - typescript.lastLine().length();
    String line = new String(firstLine, StandardCharsets.UTF_8);
    Map<String, String> facts = new LinkedHashMap<>();
    next = entry();
    while (next != null && next.entry() instanceof TimingEntry.Header header) {
      facts.put(header.name(), header.value());
      next = entry();
    }
    inputInOutput = sharesOneLog(facts);
    if (facts.isEmpty()) {
      facts.putAll(assignments(line));
    }
    Optional<Instant> started =
        ForeignDate.find(facts.getOrDefault("START_TIME", ""), zone)
            .or(() -> ForeignDate.find(line, zone));
    return new ForeignHeader(started, size(facts), facts);
  }

  /** Returns the facts in the first line of a typescript. */
  static Map<String, String> assignments(String line) {
    Map<String, String> facts = new LinkedHashMap<>();
    Matcher assignment = ASSIGNMENT.matcher(line);
    while (assignment.find()) {
      facts.put(assignment.group(1), assignment.group(2));
    }
    return facts;
  }

  @Override
  public byte[] firstLine() {
    return firstLine.clone();
  }

  static Optional<TerminalSize> size(Map<String, String> facts) {
    try {
      return ForeignHeader.size(
          Integer.parseInt(facts.getOrDefault("COLUMNS", "")),
          Integer.parseInt(facts.getOrDefault("LINES", "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private @Nullable ForeignTiming entry() throws IOException {
    String line = timing.next();
    while (line != null && line.isBlank()) {
      line = timing.next();
    }
    if (line == null) {
      return null;
    }
    Optional<ForeignTiming> entry = ForeignTiming.parse(line);
    if (entry.isEmpty() && !timing.isWhole()) {
      return null; // the rest of the typescript shows that it was truncated
    }
    return entry.orElseThrow(
        () -> timing.problem("not a timing entry, expected '0.012345 80' or 'O 0.012345 80'"));
  }

  @Override
  public void events(Sink sink) throws IOException {
    boolean whole = true;
    while (next != null && whole) {
      whole = give(next, sink);
      next = whole ? entry() : null;
    }
    sink.passed(clock.at());
    clock.note().ifPresent(sink::note);
    if (input > 0) {
      sink.note(input + " bytes of input are left out: only what the terminal showed is kept");
    }
    if (whole) {
      rest(sink);
    }
  }

  /** Reads what the timing does not cover: the last line, and more if the timing was truncated. */
  private void rest(Sink sink) throws IOException {
    long untimed = 0;
    while (typescript.isLong()) {
      int count = typescript.read(piece, typescript.left() - PIECE);
      sink.output(clock.at(), piece, 0, count);
      untimed += count;
    }
    byte[] rest = typescript.rest();
    int last = untimed > 0 || !timing.isWhole() ? TypescriptBytes.lastLineIn(rest) : 0;
    if (last > 0) {
      sink.output(clock.at(), rest, 0, last);
      untimed += last;
    }
    if (untimed > 0) {
      sink.cut("the timing ends " + untimed + " bytes before the typescript");
    }
    byte[] lastLine = TypescriptBytes.part(rest, last, rest.length);
    ScriptLine.exitCode(new String(lastLine, StandardCharsets.ISO_8859_1))
        .ifPresent(sink::exitCode);
    sink.lastLine(lastLine);
  }

  /** Passes an entry on; returns false if the typescript ends before it. */
  private boolean give(ForeignTiming told, Sink sink) throws IOException {
    TimingEntry entry = told.entry();
    if (!clock.goTo(micros(clock.at()) + micros(entry.delay()))) {
      throw timing.problem("the time is more than 100 years after the start");
    }
    if (told.back()) {
      clock.stay();
    }
    input += told.input();
    if (told.input() > 0 && inputInOutput) {
      typescript.skip(Math.min(told.input(), typescript.left()));
    } else if (entry instanceof TimingEntry.Output output) {
      return copy(output.bytes(), sink);
    } else if (entry instanceof TimingEntry.Resize resize) {
      sink.resize(clock.at(), resize.size());
    } else if (told.signal().isPresent()) {
      sink.fact(clock.at(), "MARKER", "script: signal " + told.signal().get());
    } else if (entry instanceof TimingEntry.Header header) {
      sink.fact(clock.at(), header.name(), header.value());
      if (header.name().equals("EXIT_CODE") && header.value().matches("\\d{1,9}")) {
        sink.exitCode(Integer.parseInt(header.value()));
      }
    }
    return true;
  }

  private static long micros(Duration time) {
    return time.compareTo(Export.LONGEST) > 0
        ? Export.LONGEST.toNanos() / 1000 + 1
        : time.toNanos() / 1000;
  }

  private boolean copy(long bytes, Sink sink) throws IOException {
    if (seams > 0) {
      passSeam(sink);
    }
    long missing = bytes;
    while (missing > 0) {
      int count = typescript.read(piece, missing);
      if (count == 0) {
        sink.cut("the typescript ends " + missing + " bytes before its timing does");
        return false;
      }
      sink.output(clock.at(), piece, 0, count);
      missing -= count;
    }
    return true;
  }

  private void passSeam(Sink sink) throws IOException {
    long before = typescript.left();
    Optional<String> started = typescript.passSeam();
    if (started.isPresent()) {
      seams -= before - typescript.left();
      sink.fact(clock.at(), "MARKER", "the typescript was appended to: " + started.get());
    }
  }

  @Override
  public void close() throws IOException {
    timing.close();
    typescript.close();
  }
}
