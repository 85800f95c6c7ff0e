package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir Path dir;
  private CliWorld world;

  @BeforeEach
  void world() {
    world = new CliWorld(dir);
  }

  @Test
  void everyValueIsShownWithItsOrigin() throws Exception {
    Path file = Files.writeString(dir.resolve("a.toml"), "\n[login]\nnotice = 'Hello \"you\"'\n");

    world
        .sessionlog("config", "--config", file.toString())
        .exitsWith(ExitCode.OK)
        .complainsNot()
        .printsPart(
            "# mode: user\n# file: " + file + "\n# run dir: /tmp/sessionlog-1000\n\n[log]\n")
        .printsPart("\nnotice = \"Hello \\\"you\\\"\"  # " + file + ":3\n")
        .printsPart("\n[pipe]\nmode = \"0620\"  # default\n");
  }

  @Test
  void whatIsShownIsAConfigurationWithTheSameEffect() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("a.toml"),
            "[login]\nnotice = \"a\\nb\\\\ü\"\nexempt_users = ['x', 'y']\n[transcript]\njson = true\n");
    String shown = world.sessionlog("config", "--config", file.toString()).exitsWith(0).out();
    Path copy = Files.writeString(dir.resolve("b.toml"), shown);

    String again = world.sessionlog("config", "--config", copy.toString()).exitsWith(0).out();

    assertEquals(withoutComments(shown), withoutComments(again));
  }

  @Test
  void theSystemCollectorsConfigurationCanBeAskedFor() {
    world
        .sessionlog("config", "--system")
        .exitsWith(ExitCode.OK)
        .printsPart("# mode: system\n")
        .printsPart("dir = \"" + world.systemPaths.logDir() + "\"  # default\n");
  }

  @Test
  void aBadConfigurationIsOneLineForEachThingThatIsWrong() throws Exception {
    Path file = Files.writeString(dir.resolve("a.toml"), "[lgo]\n[pipe]\nmode = '0000'\n");

    CliRun run = world.sessionlog("config", "--config", file.toString()).exitsWith(ExitCode.USAGE);

    run.printsNothing()
        .complainsPart("sessionlog: " + file + ":1:1: lgo: unknown key, did you mean log?\n");
    assertEquals(2, run.err().lines().count(), run::toString);
  }

  private static String withoutComments(String toml) {
    return toml.replaceAll("(?m) *# .*$", "");
  }
}
