package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Java the launcher takes, with programs in place of runtimes. */
@Tag("machine")
final class JavaChoiceTest {
  private static final String ELEVEN =
      "Error: LinkageError occurred while loading main class dev.sessionlog.Main\n"
          + " java.lang.UnsupportedClassVersionError: dev/sessionlog/Main has been compiled by a more"
          + " recent version of the Java Runtime (class file version 61.0), this version of the Java"
          + " Runtime only recognizes class file versions up to 55.0";

  @TempDir Path dir;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = Files.createDirectories(dir.resolve("program/bin")).resolve("sessionlog");
    Files.createDirectories(dir.resolve("program/lib"));
    Files.createDirectories(dir.resolve("jvm"));
    runBy("/bin/sh");
  }

  /** The launcher looks for the runtimes of this machine below {@code dir}. */
  private void runBy(String shell) throws IOException {
    String text =
        Files.readString(Path.of("scripts/sessionlog"))
            .replaceFirst("#!/bin/sh", "#!" + shell)
            .replace("/usr/bin/java", dir + "/java")
            .replace("/usr/lib/jvm/", dir + "/jvm/");
    Files.writeString(launcher, text);
    executable(launcher);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes a runtime that says its name when it is run. */
  private Path runtime(String name, String release) throws IOException {
    Path home = dir.resolve("jvm/" + name);
    program(home, "echo ran " + name);
    Files.writeString(home.resolve("release"), release);
    return home;
  }

  private static void program(Path home, String code) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + code + "\n");
    executable(java);
  }

  private String said(String javaHome) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "list").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh93", "mksh", "busybox"})
  void anOldOneIsPassedOver(String shell) throws Exception {
    Path program = Path.of("/usr/bin", shell);
    assumeTrue(Files.isExecutable(program), shell + " is not installed");
    Path sh = Files.createSymbolicLink(dir.resolve("sh"), program);
    runBy(sh.toString());
    Path old = runtime("old", "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"11.0.2\"\n");
    runtime("young", "JAVA_VERSION=\"17\"\n");

    assertEquals("ran young\n", said(old.toString()));
    assertEquals("ran young\n", said("/nonexistent"));
  }

  @Test
  void ifOnlyOldOnesAreThereTheyAreNamed() throws Exception {
    Path eight = runtime("eight", "JAVA_VERSION=\"1.8.0_392\"\n");
    Path nine = runtime("nine", "JAVA_VERSION=\"9\"\n");
    Files.createSymbolicLink(dir.resolve("java"), nine.resolve("bin/java"));

    assertEquals(
        "sessionlog: Java is too old: %s/bin/java (9), %s/java (9), %s/bin/java (1.8.0_392); install a JRE, version 17 or later\n"
            .formatted(nine, dir, eight),
        said(nine.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.15", "17-ea", "21.0.1", "25.0.3", "100"})
  void newerOnesAreTaken(String version) throws Exception {
    Path home = runtime("other", "JAVA_VERSION=\"" + version + "\"\n");

    assertEquals("ran other\n", said(home.toString()));
  }

  @Test
  void oneThatDoesNotSayItsVersionIsAsked() throws Exception {
    Path silent = dir.resolve("silent");
    program(silent, "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    Path failing = dir.resolve("failing");
    program(failing, "echo '" + ELEVEN + "' >&2; exit 1");
    Path fine = dir.resolve("fine");
    program(fine, "echo 'openjdk version \"21\" 2023' >&2");

    assertEquals(
        "sessionlog: Java is too old: %s/bin/java (11.0.2); install a JRE, version 17 or later\n"
            .formatted(silent),
        said(silent.toString()));
    assertEquals(
        "sessionlog: Java is too old: %s/bin/java (11); install a JRE, version 17 or later\n"
            .formatted(failing),
        said(failing.toString()));
    runtime("young", "JAVA_VERSION=\"17\"\n");
    assertEquals("ran young\n", said(failing.toString()));
    assertFalse(said(fine.toString()).contains("ran young"));
  }

  @Test
  void whatTheFileSaysIsNoCode() throws Exception {
    Path home = runtime("odd", "JAVA_VERSION=\"11;$(touch " + dir + "/pwned)\033[2J\"\n");

    assertEquals(
        "sessionlog: Java is too old: %s/bin/java (version unknown); install a JRE, version 17 or later\n"
            .formatted(home),
        said(home.toString()));
    assertFalse(Files.exists(dir.resolve("pwned")));
  }

  @Test
  void noJavaIsThere() throws Exception {
    assertEquals(
        "sessionlog: no Java found; install a JRE, version 17 or later\n", said("/nonexistent"));
  }
}
