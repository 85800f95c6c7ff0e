package dev.sessionlog.it;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.sessionlog.it.FaultReport.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * What rounds of single kills saw on one file system: a line for each round, kept from run to run,
 * and the report's row made of all of them. A round that fails has no line, and takes away nothing
 * from those before it.
 */
final class KillRounds {
  private static final Path FOLDER = Path.of("target", "faults");

  private final String fileSystem;
  private final Path kept;

  KillRounds(String fileSystem) {
    this.fileSystem = fileSystem;
    this.kept = FOLDER.resolve("kills-" + fileSystem + ".rounds");
  }

  /** One round: the series, the longest wait of a terminal after each kill, and all bytes. */
  void add(KillSeries series, List<Duration> waits, Tally tally) throws IOException {
    List<String> fields = new ArrayList<>();
    LongStream.of(
            series.kills(),
            series.whileUp(),
            series.whileDraining(),
            series.longestDown().toMillis(),
            series.totalDown().toMillis(),
            tally.compared(),
            tally.lost(),
            tally.doubled())
        .forEach(field -> fields.add(Long.toString(field)));
    waits.forEach(wait -> fields.add(Long.toString(wait.toMillis())));
    Files.createDirectories(FOLDER);
    Files.writeString(kept, String.join(" ", fields) + "\n", CREATE, APPEND);
    report();
  }

  private void report() throws IOException {
    List<long[]> rounds = new ArrayList<>();
    for (String line : Files.readAllLines(kept)) {
      rounds.add(Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray());
    }
    long[] waits =
        rounds.stream().flatMapToLong(round -> LongStream.of(round).skip(8)).sorted().toArray();
    long kills = sum(rounds, 0);
    FaultReport.row(
        "11-" + fileSystem,
        "four sessions, "
            + sum(rounds, 5)
            + " bytes in "
            + rounds.size()
            + " rounds, from a flood to five lines a second, on "
            + fileSystem
            + "; the collector killed, "
            + KillSeries.INSTANTS,
        kills,
        new Tally(sum(rounds, 5), sum(rounds, 6), sum(rounds, 7), 0),
        Duration.ofMillis(waits[waits.length - 1]),
        String.format(
            Locale.ROOT,
            "the median of the longest waits after each kill is %.2f s, 99 of 100 are below %.2f s;"
                + " exit codes right; each line once; %s",
            waits[waits.length / 2] / 1e3,
            waits[waits.length * 99 / 100] / 1e3,
            KillSeries.summary(
                sum(rounds, 1),
                sum(rounds, 2),
                Duration.ofMillis(rounds.stream().mapToLong(round -> round[3]).max().orElse(0)),
                Duration.ofMillis(sum(rounds, 4)))));
  }

  private static long sum(List<long[]> rounds, int field) {
    return rounds.stream().mapToLong(round -> round[field]).sum();
  }
}
