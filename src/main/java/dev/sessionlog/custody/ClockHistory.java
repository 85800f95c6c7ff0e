package dev.sessionlog.custody;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a machine's wall clock. A pure rule: a clock that jumped is doubted until it has
 * gone on steadily for a day of the kernel's running, or is back where it was expected to be.
 *
 * @param believed the time that is believed
 * @param doubted the time that the wall clock shows instead
 * @param wrong times that turned out to be none, oldest first
 */
record ClockHistory(Run believed, Optional<Run> doubted, List<Wrong> wrong) {
  static final Duration STEADY = Duration.ofDays(1);
  private static final int MOST_WRONG = 20;

  /**
   * A wall clock that went on without a jump.
   *
   * @param from what it said when it began, in this run of the kernel
   * @param last what the clocks said when last looked at
   * @param steady how long it has certainly gone on so
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
   * Times that a wrong clock showed.
   *
   * @param from the first of them
   * @param to the last of them
   * @param truly what the time was at the last
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

  /** Returns whether {@code now} is a time to be believed. */
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
    // Only within one run of the kernel is it certain that the time between never passed.
    return new ClockHistory(
        run, Optional.empty(), now.sameRun(believed.last) ? with(believed, now) : wrong);
  }

  private List<Wrong> with(Run run, ClockReading now) {
    List<Wrong> more = new ArrayList<>(wrong);
    more.add(new Wrong(run.from, run.last.wall(), now.wall()));
    return more;
  }

  /** Returns when it truly was that a clock said {@code time}; not too early, at the least. */
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
   * @throws RuntimeException when it is not that
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
