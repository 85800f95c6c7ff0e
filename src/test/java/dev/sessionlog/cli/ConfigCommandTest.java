package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
  void aFileCanBeCheckedAlone() throws Exception {
    Path good = Files.writeString(dir.resolve("a.toml"), "[login]\nnotice = ''\n");
    Path bad = Files.writeString(dir.resolve("b.toml"), "[lgo]\n");

    world
        .sessionlog("config", "--check", good.toString())
        .exitsWith(ExitCode.OK)
        .complainsNot()
        .prints(good + ": OK\n");
    world
        .sessionlog("config", "--check", bad.toString())
        .exitsWith(ExitCode.USAGE)
        .printsNothing()
        .complainsPart(bad + ":1:1: lgo: unknown");
    world
        .sessionlog("config", "--check")
        .exitsWith(ExitCode.OK)
        .prints("no configuration file, only defaults: OK\n");
  }

  @Test
  void theDropInsBesideAFileAreCheckedAndShownWithIt() throws Exception {
    Path file = Files.writeString(dir.resolve("a.toml"), "[login]\nnotice = 'a'\n");
    Path folder = Files.createDirectory(dir.resolve("config.d"));
    Path dropIn = Files.writeString(folder.resolve("10.toml"), "[login]\nnotice = 'b'\n");

    world
        .sessionlog("config", "--check", file.toString())
        .exitsWith(ExitCode.OK)
        .prints(file + ": OK\n" + dropIn + ": OK\n");
    world
        .sessionlog("config", "--config", file.toString())
        .exitsWith(ExitCode.OK)
        .printsPart("# file: " + file + "\n# drop-in: " + dropIn + "\n")
        .printsPart("\nnotice = \"b\"  # " + dropIn + ":2\n");
    world
        .sessionlog("config", "--check", dropIn.toString())
        .exitsWith(ExitCode.OK)
        .prints(dropIn + ": OK\n");
    Files.writeString(dropIn, "[login]\nnotise = 'b'\n");
    world
        .sessionlog("config", "--check", file.toString())
        .exitsWith(ExitCode.USAGE)
        .printsNothing()
        .complainsPart(dropIn + ":2:1: login.notise: unknown key, did you mean login.notice?");
  }

  @Test
  void whereNoConfigurationCanBeUsedMetricsSaySo() throws Exception {
    Path file = dir.resolve("home/.config/sessionlog/sessionlog.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[lgo]\n");
    Path metrics = dir.resolve("sessionlog.prom");

    world
        .sessionlog("status", "--prometheus", "-o", metrics.toString())
        .exitsWith(ExitCode.USAGE)
        .complainsPart("lgo: unknown key");

    String text = Files.readString(metrics);
    assertTrue(text.contains("\nsessionlog_config_ok 0\n"), text);
    assertTrue(text.contains("\nsessionlog_collector_up 0\n"), text);
  }

  @Test
  void aTypingErrorLocksNobodyOutWhoReads() throws Exception {
    assumeTrue(Files.getAttribute(dir, "unix:uid").equals(0), "needs a run dir that is root's");
    Path runDir = Files.createDirectories(dir.resolve("runtime/sessionlog"));
    Files.setPosixFilePermissions(runDir, PosixFilePermissions.fromString("rwx------"));
    world.environment.put("XDG_RUNTIME_DIR", dir.resolve("runtime").toString());
    Path logs = Files.createDirectories(dir.resolve("elsewhere"));
    Files.writeString(
        logs.resolve("alice.log"),
        "2026-11-22T06:25:10.123+00:00 20261122T062510-k3f9:7 pts/3 a needle\n");
    Path file = dir.resolve("home/.config/sessionlog/sessionlog.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[log]\ndirr = '" + logs + "'\n");
    world.sessionlog("search", "needle").exitsWith(ExitCode.USAGE).complainsPart("unknown key");
    Files.writeString(runDir.resolve("configuration"), "[log]\ndir = '" + logs + "'\n");

    world
        .sessionlog("search", "needle")
        .exitsWith(ExitCode.OK)
        .printsPart("a needle")
        .complainsPart("log.dirr: unknown key")
        .complainsPart("using the last good configuration, " + runDir);
    world
        .sessionlog("status", "--prometheus")
        .exitsWith(ExitCode.OK)
        .printsPart("\nsessionlog_config_ok 0\n");
    world.sessionlog("tail", "alice").exitsWith(ExitCode.OK).printsPart("a needle");
    world.sessionlog("config").exitsWith(ExitCode.USAGE).printsNothing();
    world.sessionlog("cleanup").exitsWith(ExitCode.USAGE).printsNothing();
    world
        .sessionlog("tail", "--config", file.toString(), "alice")
        .exitsWith(ExitCode.USAGE)
        .printsNothing();
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
