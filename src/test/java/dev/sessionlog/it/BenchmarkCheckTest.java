package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/bench --check} calls worse than before. */
@Tag("machine")
final class BenchmarkCheckTest {
  private static final String KEPT = flood("1.00, 1.10, 1.05", "1.02, 1.00, 1.04");

  @TempDir private Path root;

  @BeforeEach
  void needsPython() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is not installed");
  }

  @Test
  void nothingIsWorseThanItself() throws Exception {
    Outcome same = compared(KEPT, KEPT).exits(0);
    assertEquals("3 figures compared, 0 worse\n", same.out());
  }

  @Test
  void whatGrewByMoreThanTheNoiseIsNamed() throws Exception {
    Outcome slower = compared(KEPT, flood("1.50, 1.55, 1.45", "1.02, 1.00, 1.04")).exits(1);
    assertTrue(
        slower.out().startsWith("worse: flood: sessionlog: wall, to script /dev/null: "),
        slower::toString);
    assertTrue(slower.out().contains("3 figures compared, 1 worse"), slower::toString);
  }

  @Test
  void aSlowMachineIsNotWorse() throws Exception {
    compared(KEPT, flood("2.00, 2.20, 2.10", "2.04, 2.00, 2.08")).exits(0);
  }

  @Test
  void roundsThatDifferMakeNoise() throws Exception {
    compared(flood("1.00, 1.60, 1.30", "1, 1, 1"), flood("1.10, 1.90, 1.50", "1, 1, 1")).exits(0);
  }

  @Test
  void aRunThatKeptNoRoundsIsComparedByItsMedians() throws Exception {
    String without = KEPT.replaceAll("\"turns\": \\{[^}]*\\},", "");
    compared(without, KEPT).exits(0);
    compared(without, flood("1.50, 1.55, 1.45", "1, 1, 1")).exits(1);
  }

  @Test
  void outputThatIsNotCompleteIsWorse() throws Exception {
    Outcome lost = compared(KEPT, KEPT.replace("true", "false")).exits(1);
    assertTrue(lost.out().contains("not all of the output was kept"), lost::toString);
  }

  @Test
  void runsOfNothingInCommonCannotBeCompared() throws Exception {
    compared(KEPT, "{\"memory\": {\"rows\": [{\"sessions\": 1, \"collector_kib\": 1}]}}").exits(3);
  }

  private Outcome compared(String kept, String now) throws Exception {
    Path before = Files.writeString(root.resolve("kept.json"), kept);
    Path after = Files.writeString(root.resolve("now.json"), now);
    List<String> command =
        List.of("/usr/bin/python3", "-B", "scripts/benchmarks/compare.py", "" + before, "" + after);
    return Outcome.of(
        command,
        Path.of("").toAbsolutePath(),
        Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"),
        "");
  }

  /** Results of a flood, with the wall times of our rounds and of those of script(1). */
  private static String flood(String ours, String scripts) {
    return """
        {"flood": {"megabytes": 160, "rounds": 3, "rows": [
         {"recorder": "script, /dev/null", "turns": {"wall": [%2$s]}, "wall": 1.02, "cpu": 1},
         {"recorder": "sessionlog", "turns": {"wall": [%1$s]}, "wall": 1.05, "cpu": 2,
          "disk": 190000000, "peak_kib": 100000, "complete": true}]}}
        """
        .formatted(ours, scripts);
  }
}
