package dev.sessionlog.search;

import dev.sessionlog.search.Hit.Span;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.Seat;
import dev.sessionlog.userlog.LogLine;
import dev.sessionlog.userlog.UserLogPart;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Searches the files of one user's log, in order. Only lines whose bytes may match are decoded and
 * parsed. For one thread.
 */
final class LogScan {
  private static final int BLOCK = 1 << 18;
  private static final int LONGEST = 1 << 20;
  private static final int LONG_TEXT = 4;
  private static final int FEW_TEXTS = 3;

  private final Log log;
  private final SearchScope scope;
  private final LogLine.Form form;
  private final Set<SessionId> elsewhere;
  private final LineSearch matcher;
  private final List<ByteFinder> literals;
  private final boolean missesStrays;
  private final @Nullable ByteAutomaton automaton;
  private final SessionContext context;
  private final Finds finds;
  private byte[] buffer = new byte[BLOCK];

  /**
   * Whose log it is.
   *
   * @param seat of the collector that writes it
   * @param user the user
   */
  record Log(Seat seat, String user) {}

  /**
   * Creates a scan.
   *
   * @param effort the budget for all lines of the user
   * @param elsewhere sessions to leave out, because they are searched elsewhere
   */
  LogScan(
      Log log,
      SearchScope scope,
      SearchPattern pattern,
      Effort effort,
      LogLine.Form form,
      Set<SessionId> elsewhere,
      Finds finds) {
    this.log = log;
    this.scope = scope;
    this.form = form;
    this.elsewhere = elsewhere;
    this.matcher = new LineSearch(pattern, effort, log.user(), finds);
    this.context = new SessionContext(scope, finds);
    boolean all = scope.hasContext();
    this.automaton = all ? null : pattern.automaton().orElse(null);
    this.literals = all ? List.of() : finders(scope, pattern, automaton != null);
    this.missesStrays = literals.stream().anyMatch(ByteFinder::missesStrays);
    this.finds = finds;
  }

  /**
   * Each line of a session has its id, and few others do. An automaton is faster than many or short
   * texts.
   */
  private static List<ByteFinder> finders(
      SearchScope scope, SearchPattern pattern, boolean otherwiseAutomaton) {
    if (scope.session().isPresent()) {
      byte[] id = scope.session().get().toString().getBytes(StandardCharsets.UTF_8);
      return List.of(new ByteFinder(id, false));
    }
    List<ByteFinder> literals = pattern.literals();
    boolean fast =
        literals.size() <= FEW_TEXTS && literals.stream().allMatch(l -> l.length() >= LONG_TEXT);
    return fast || !otherwiseAutomaton ? literals : List.of();
  }

  void read(UserLogPart part) throws IOException {
    try (InputStream in = part.open()) {
      read(in);
    } catch (ZipException | EOFException e) {
      String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
      finds.damage(part.path() + " is damaged: " + reason);
    }
    matcher.end();
  }

  private void read(InputStream in) throws IOException {
    int kept = 0;
    int count = in.read(buffer, 0, buffer.length);
    while (count >= 0 && finds.wanted()) {
      finds.passed(count);
      int end = kept + count;
      int lines = endOfLines(kept, end);
      if (lines == 0 && end >= LONGEST) {
        lines = end;
      }
      search(lines);
      System.arraycopy(buffer, lines, buffer, 0, end - lines);
      kept = end - lines;
      if (kept == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      count = in.read(buffer, kept, buffer.length - kept);
    }
  }

  private int endOfLines(int from, int end) {
    int at = end;
    while (at > from && buffer[at - 1] != '\n') {
      at--;
    }
    return at > from ? at : 0;
  }

  /** Searches complete lines: all in the buffer up to {@code end}. */
  private void search(int end) {
    if (literals.isEmpty() || (missesStrays && StrayLetters.mayBeIn(buffer, 0, end))) {
      int start = 0;
      while (start < end && finds.wanted()) {
        start = automaton == null ? lineAsText(start, end) : line(automaton, start, end);
      }
      return;
    }
    int[] next = new int[literals.size()];
    Arrays.fill(next, -1);
    int from = 0;
    while (from < end && finds.wanted()) {
      int found = find(next, from, end);
      if (found == end) {
        return;
      }
      int start = found;
      while (start > from && buffer[start - 1] != '\n') {
        start--;
      }
      from = automaton == null ? lineAsText(start, end) : line(automaton, start, end);
    }
  }

  /** Returns the offset of the first of the texts at or after {@code from}, or {@code end}. */
  private int find(int[] next, int from, int end) {
    int first = end;
    for (int i = 0; i < next.length; i++) {
      if (next[i] < from) {
        int found = literals.get(i).find(buffer, from, end);
        next[i] = found < 0 ? end : found;
      }
      first = Math.min(first, next[i]);
    }
    return first;
  }

  private int lineEnd(int from, int end) {
    int at = from;
    while (at < end && buffer[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, end);
  }

  /** Checks a line, first by its bytes; returns the offset of the next one. */
  private int line(ByteAutomaton bytes, int start, int end) {
    int text = form.textStart(buffer, start, end);
    int found = bytes.scan(buffer, text, end);
    boolean quoted = text < end && (text == start || buffer[text] == '\\');
    if (found >= 0) {
      return lineAsText(start, end);
    }
    int next = Math.min(~found + 1, end);
    if ((quoted || buffer[start] == '{') && contains('\\', text, next)) {
      // Escapes of JSON and texts after a backslash are handled when the line is parsed.
      return lineAsText(start, end);
    }
    return next;
  }

  private boolean contains(char c, int from, int to) {
    for (int at = from; at < to; at++) {
      if (buffer[at] == c) {
        return true;
      }
    }
    return false;
  }

  private int lineAsText(int start, int end) {
    int next = lineEnd(start, end);
    line(start, next);
    return next;
  }

  private void line(int start, int end) {
    int length = end > start && buffer[end - 1] == '\n' ? end - 1 - start : end - start;
    Optional<LogLine> parsed =
        form.parse(new String(buffer, start, length, StandardCharsets.UTF_8));
    if (parsed.isEmpty()) {
      return;
    }
    LogLine line = parsed.get();
    SessionId session = line.place().session();
    if (elsewhere.contains(session)) {
      return;
    }
    List<Span> spans =
        matcher.spans(session, OptionalLong.of(line.place().number()), line.text().text());
    if (spans.isEmpty() && !scope.hasContext()) {
      return;
    }
    Instant time = line.time();
    if (scope.accepts(session, time)) {
      context.line(
          new Hit(
              log.user(),
              session,
              OptionalLong.of(line.place().number()),
              Optional.empty(),
              time,
              line.text(),
              spans,
              Optional.of(log.seat())));
    }
  }
}
