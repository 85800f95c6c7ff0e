package dev.sessionlog.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.evidence.Verdict;
import dev.sessionlog.evidence.Verdict.Status;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words for sessions that were checked, and how many there were of each kind. */
final class Verdicts {
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?Z");

  private final ZoneId zone;
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

  /**
   * Makes one that has counted none.
   *
   * @param zone where the reader is
   */
  Verdicts(ZoneId zone) {
    this.zone = zone;
  }

  void count(Verdict verdict) {
    counts.merge(verdict.status(), 1, Integer::sum);
  }

  /** Returns what there is to say of a session behind its id. */
  String text(Verdict verdict) {
    String more = local(verdict.more());
    if (!more.isEmpty()) {
      more = (verdict.status() == Status.SEALED_UNTIL ? " " : ": ") + more;
    }
    return Visible.field(verdict.user()) + " " + verdict.status() + Visible.line(more);
  }

  /** Returns a text with its times as they are where the reader is. */
  String local(String text) {
    return INSTANT
        .matcher(text)
        .replaceAll(time -> Matcher.quoteReplacement(ReadableUnits.time(time.group(), zone)));
  }

  /** Writes the members of a JSON object for a session. */
  static void write(Verdict verdict, JsonGenerator object) throws IOException {
    object.writeStringField("session", verdict.session().toString());
    object.writeStringField("user", verdict.user());
    object.writeStringField("status", verdict.status().toString());
    object.writeStringField("more", verdict.more());
  }

  /** Returns how many sessions there were, and how they are. */
  String summary() {
    int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    return Counted.of(sum, "session")
        + counts.entrySet().stream()
            .map(count -> count.getValue() + " " + word(count.getKey()))
            .collect(Collectors.joining(", ", sum == 0 ? "" : ": ", ""));
  }

  private static String word(Status status) {
    return status == Status.SEALED_UNTIL ? "sealed as far as it goes" : status.toString();
  }

  /** Tells whether a session was changed, cut or removed. */
  boolean anyChanged() {
    return counts.keySet().stream().anyMatch(s -> !s.good() && s != Status.NOT_SEALED);
  }

  /** Tells whether a session should be sealed, and is not. */
  boolean anyNotSealed() {
    return counts.containsKey(Status.NOT_SEALED);
  }
}
