package dev.sessionlog.custody;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of a machine's wall clock, and the rule that judges it. A clock that jumped is not
 * trusted until it has run steadily for a day of the kernel's uptime, or is back at the expected
 * time.
 *
 * @param believed the trusted clock
 * @param doubted the clock that is shown instead but not trusted
 * @param wrong periods in which the clock turned out to be wrong, oldest first
 */
record ClockHistory(Run believed, Optional<Run> doubted, List<Wrong> wrong) {
  static final Duration STEADY = Duration.ofDays(1);
  private static final int MOST_WRONG = 20;

  /**
   * A period in which the wall clock ran without a jump.
   *
   * @param from the reading at its start, since the last boot
   * @param last the last reading
   * @param steady how long it has certainly run steadily
   */
  record Run(Instant from, ClockReading last, Duration steady) {
    static Run at(ClockReading reading) {
      return new Run(reading.wall(), reading, Duration.ZERO);
    }

    Run until(ClockReading now) {
      return new Run(now.sameRun(last) ? from : now.wall(), now, steady.plus(now.since(last)));
    }
  }

  /**
   * A period that a wrong clock showed.
   *
   * @param from the first of them
   * @param to the last of them
   * @param truly the true time at its end
   */
  record Wrong(Instant from, Instant to, Instant truly) {
    boolean covers(Instant time) {
      return !time.isBefore(from) && !time.isAfter(to);
    }
  }

  ClockHistory {
    wrong = List.copyOf(wrong.subList(Math.max(0, wrong.size() - MOST_WRONG), wrong.size()));
  }

  static ClockHistory begin(ClockReading now) {
    return new ClockHistory(Run.at(now), Optional.empty(), List.of());
  }

  /** Returns true if the reading {@code now} can be trusted. */
  boolean believes(ClockReading now) {
    return now.follows(believed.last) || after(now).doubted.isEmpty();
  }

  ClockHistory after(ClockReading now) {
    if (now.follows(believed.last)) {
      return new ClockHistory(
          believed.until(now), Optional.empty(), doubted.map(run -> with(run, now)).orElse(wrong));
    }
    Run run = doubted.filter(d -> now.follows(d.last)).map(d -> d.until(now)).orElse(Run.at(now));
    if (run.steady.compareTo(STEADY) < 0) {
      return new ClockHistory(believed, Optional.of(run), wrong);
    }
    // Only since the last boot is it certain how much time really passed.
    return new ClockHistory(
        run, Optional.empty(), now.sameRun(believed.last) ? with(believed, now) : wrong);
  }

  private List<Wrong> with(Run run, ClockReading now) {
    List<Wrong> more = new ArrayList<>(wrong);
    more.add(new Wrong(run.from, run.last.wall(), now.wall()));
    return more;
  }

  /** Returns the true time of a moment at which the clock showed {@code time}; never too early. */
  Instant truly(Instant time) {
    Instant latest = time;
    for (Wrong each : wrong) {
      if (each.covers(time) && each.truly.isAfter(latest)) {
        latest = each.truly;
      }
    }
    return latest;
  }

  String text() {
    StringBuilder text = new StringBuilder(line("believed", believed));
    doubted.ifPresent(run -> text.append(line("doubted", run)));
    wrong.forEach(w -> text.append("wrong %s %s %s\n".formatted(w.from, w.to, w.truly)));
    return text.toString();
  }

  private static String line(String word, Run run) {
    return "%s %s %d %s\n".formatted(word, run.from, run.steady.toMillis(), run.last.line());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws RuntimeException if it is not that
   */
  static ClockHistory parse(String text) {
    Optional<Run> believed = Optional.empty();
    Optional<Run> doubted = Optional.empty();
    List<Wrong> wrong = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split(" ");
      switch (fields[0]) {
        case "believed" -> believed = Optional.of(run(fields));
        case "doubted" -> doubted = Optional.of(run(fields));
        case "wrong" ->
            wrong.add(
                new Wrong(
                    Instant.parse(fields[1]), Instant.parse(fields[2]), Instant.parse(fields[3])));
        default -> throw new IllegalArgumentException(fields[0]);
      }
    }
    return new ClockHistory(believed.orElseThrow(), doubted, wrong);
  }

  private static Run run(String[] fields) {
    return new Run(
        Instant.parse(fields[1]),
        ClockReading.of(fields, 3),
        Duration.ofMillis(Long.parseLong(fields[2])));
  }
}
