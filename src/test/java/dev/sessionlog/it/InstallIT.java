package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installation for a whole machine, into a folder that stands for its root. */
final class InstallIT {
  private static final String ZPROFILE = "# /etc/zsh/zprofile\nexport A='\u00e4'\n# no newline";

  @TempDir private Path root;

  @BeforeEach
  void makeMachine() throws IOException {
    Files.createDirectories(root.resolve("etc/zsh"));
    Files.createDirectories(root.resolve("usr/bin"));
    Files.writeString(root.resolve("etc/zsh/zprofile"), ZPROFILE);
  }

  private Outcome install(String... arguments) throws Exception {
    return run(Map.of("DESTDIR", root.toString()), arguments);
  }

  private Outcome run(Map<String, String> variables, String... arguments) throws Exception {
    Map<String, String> environment = new TreeMap<>(variables);
    environment.put("PATH", "/usr/bin:/bin");
    Path program = Path.of(System.getProperty("sessionlog.home"), "install");
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    return Outcome.of(command, root, environment, "");
  }

  /** Returns what lies below the root: names, permissions, and what is in it. */
  private Map<String, String> machine() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      paths.forEach(path -> found.put(root.relativize(path).toString(), describe(path)));
    }
    return found;
  }

  private static String describe(Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        return "-> " + Files.readSymbolicLink(path);
      }
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      return Files.isDirectory(path)
          ? mode
          : mode + new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void uninstallingLeavesEveryByteAsItWas() throws Exception {
    Map<String, String> before = machine();
    install().exits(0).isSilentOnError();
    assertTrue(Files.isExecutable(root.resolve("usr/lib/sessionlog/bin/ssh-session")));
    install("--uninstall").exits(0).isSilentOnError();
    assertEquals(before, machine());
  }

  @Test
  void installingTwiceIsTheSameAsOnce() throws Exception {
    install().exits(0);
    Map<String, String> once = machine();
    install().exits(0).isSilentOnError();
    Map<String, String> twice = machine();
    // The order of its lines is nobody's business.
    String manifest = "usr/lib/sessionlog/manifest";
    assertEquals(sorted(once.remove(manifest)), sorted(twice.remove(manifest)));
    assertEquals(once, twice);
  }

  private static List<String> sorted(String text) {
    return text.lines().map(line -> line.replaceFirst("^rw-r--r--", "")).sorted().toList();
  }

  @Test
  void theProgramRunsFromWhereItIsInstalled() throws Exception {
    install().exits(0);
    Outcome version =
        Outcome.of(
            List.of(root.resolve("usr/bin/sessionlog").toString(), "--version"),
            root,
            Map.of("JAVA_HOME", System.getProperty("sessionlog.java.home")),
            "");
    assertTrue(version.exits(0).out().startsWith("sessionlog "), version.toString());
  }

  @Test
  void manFindsThePagesOfTheInstallationAndOfTheUnpackedArchive() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/man")), "man is not installed");
    install().exits(0);
    String bin = Path.of(System.getProperty("sessionlog.home")).toAbsolutePath() + "/bin";
    for (String page : List.of("1 sessionlog", "1 sessionlog-play", "5 sessionlog.toml")) {
      String[] words = page.split(" ");
      List<String> installed =
          List.of("man", "-M", root + "/usr/share/man", "-w", words[0], words[1]);
      Outcome.of(installed, root, Map.of("PATH", "/usr/bin:/bin"), "").exits(0);
      // man looks beside the folders of the search path.
      List<String> unpacked = List.of("man", "-w", words[0], words[1]);
      Outcome.of(unpacked, root, Map.of("PATH", bin + ":/usr/bin:/bin"), "").exits(0);
    }
  }

  /** The build apart: that one is there already. */
  @Test
  void theLinesOfTheReadmeInstallTheProgram() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    int begin = readme.indexOf("```sh\nmvn ") + "```sh\n".length();
    String lines = readme.substring(begin, readme.indexOf("```", begin));
    String build = "mvn -q -DskipTests package && ";
    assertTrue(lines.startsWith(build), lines);
    Map<String, String> environment =
        Map.of(
            "HOME",
            root.toString(),
            "SHELL",
            "/bin/bash",
            "PATH",
            "/usr/bin:/bin",
            "JAVA_HOME",
            System.getProperty("sessionlog.java.home"));
    Path here = Path.of("").toAbsolutePath();
    String script = "set -e\n" + lines.substring(build.length());
    Outcome installed = Outcome.of(List.of("bash", "-c", script), here, environment, "").exits(0);
    assertTrue(installed.out().contains("line added"), installed.toString());
    Path program = root.resolve(".local/bin/sessionlog");
    Outcome version =
        Outcome.of(List.of(program.toString(), "--version"), root, environment, "").exits(0);
    assertTrue(version.out().startsWith("sessionlog "), version.toString());
  }

  @Test
  void logsAndWhatWasChangedStay() throws Exception {
    install().exits(0);
    Path configuration = root.resolve("etc/sessionlog/sessionlog.toml");
    Files.writeString(configuration, "# mine\n", StandardOpenOption.APPEND);
    Path log = root.resolve("var/log/sessionlog/alice.log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "a line\n");
    assertTrue(install().exits(0).out().contains("you changed it; left as it is"));
    install("--uninstall").exits(0);
    assertTrue(Files.readString(configuration).endsWith("# mine\n"));
    assertEquals("a line\n", Files.readString(log));
    assertFalse(Files.exists(root.resolve("usr/lib/sessionlog")));
  }

  @Test
  void whatBelongsToSomebodyElseIsNotTouched() throws Exception {
    Files.writeString(root.resolve("usr/bin/sessionlog"), "another's");
    Map<String, String> before = machine();
    install()
        .exits(1)
        .complains("nothing installed, because these files exist and are not of this script:");
    assertEquals(before, machine());
  }

  @Test
  void itIsNotTakenFromAnSshdThatNeedsIt() throws Exception {
    install().exits(0);
    Path sshd = root.resolve("etc/ssh/sshd_config.d/x.conf");
    Files.createDirectories(sshd.getParent());
    Files.writeString(sshd, "ForceCommand /usr/lib/sessionlog/bin/ssh-session\n");
    install("--uninstall").exits(1).complains("nobody could log in by ssh");
    assertTrue(Files.exists(root.resolve("usr/bin/sessionlog")));
    Files.copy(
        root.resolve("usr/share/doc/sessionlog/examples/sshd.conf"),
        sshd,
        StandardCopyOption.REPLACE_EXISTING);
    install("--uninstall").exits(0).isSilentOnError();
  }

  @Test
  void whatAnEarlierVersionHadIsRemoved() throws Exception {
    install().exits(0);
    Path old = root.resolve("usr/lib/sessionlog/lib/old-1.0.jar");
    Files.writeString(old, "old");
    Files.writeString(
        root.resolve("usr/lib/sessionlog/manifest"),
        "file 0 /usr/lib/sessionlog/lib/old-1.0.jar\n",
        StandardOpenOption.APPEND);
    install().exits(0);
    assertFalse(Files.exists(old));
  }

  @Test
  void theHooksComeBeforeOtherPiecesAlsoAfterAnUpgrade() throws Exception {
    install().exits(0);
    Path old = Files.createDirectories(root.resolve("etc/profile.d")).resolve("sessionlog.sh");
    Files.writeString(old, "old\n");
    Outcome sums = Outcome.of(List.of("sha256sum", old.toString()), root, Map.of(), "");
    Files.writeString(
        root.resolve("usr/lib/sessionlog/manifest"),
        "file " + sums.out().substring(0, 64) + " /etc/profile.d/sessionlog.sh\n",
        StandardOpenOption.APPEND);
    install().exits(0);
    assertFalse(Files.exists(old));
    Outcome first =
        Outcome.of(
            List.of("sh", "-c", ": >01-locale.sh; set -- *.sh; echo $1; cd ../fish/conf.d; ls"),
            old.getParent(),
            Map.of("LC_ALL", "C.UTF-8"),
            "");
    assertEquals("00-sessionlog.sh\n00-sessionlog.fish\n", first.out());
  }

  @Test
  void anotherPrefixIsNamedInWhatIsInstalled() throws Exception {
    Map<String, String> before = machine();
    Map<String, String> local = Map.of("DESTDIR", root.toString(), "PREFIX", "/usr/local");
    run(local).exits(0).isSilentOnError();
    Path unit = root.resolve("usr/local/lib/systemd/system/sessionlog.service");
    assertTrue(Files.readString(unit).contains("ExecStart=/usr/local/lib/sessionlog/bin/"));
    Path hook = root.resolve("etc/profile.d/00-sessionlog.sh");
    assertTrue(Files.readString(hook).contains("/usr/local/bin/sessionlog init-user"));
    run(local, "--uninstall").exits(0);
    assertEquals(before, machine());
  }

  @Test
  void anUnknownArgumentIsTold() throws Exception {
    install("--remove").exits(1).complains("unknown argument: --remove");
  }
}
