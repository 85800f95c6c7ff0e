package dev.sessionlog.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hook, as real shells read it at a login. */
@Tag("machine")
class ProfileHookShellTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh", "zsh", "fish"})
  void aLoginReachesTheHookOnceAndGoesOn(String shell) throws Exception {
    Path home = homeWithProfiles();
    install(home, shell, launcher("echo called >>'" + dir + "/calls'"));

    Login login = login(home, shell);

    assertEquals(new Login(0, "profile\ninside\n", ""), login);
    assertEquals(List.of("called"), Files.readAllLines(dir.resolve("calls")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh", "zsh", "fish"})
  void whatTheLauncherPrintsIsEvaluatedBeforeTheProfile(String shell) throws Exception {
    Path home = homeWithProfiles();
    install(home, shell, launcher("echo 'echo a; exec /bin/echo \"recorded  $HOME\"'"));

    Login login = login(home, shell);

    assertEquals(new Login(0, "a\nrecorded  " + home + "\n", ""), login);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh", "zsh", "fish"})
  void aMissingLauncherLeavesTheLoginAsItWas(String shell) throws Exception {
    Path home = homeWithProfiles();
    install(home, shell, dir.resolve("gone/sessionlog"));

    assertEquals(new Login(0, "profile\ninside\n", ""), login(home, shell));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh", "zsh", "fish"})
  void aLauncherThatIsNotOnThePathLeavesTheLoginAsItWas(String shell) throws Exception {
    assumeTrue(find("sessionlog") == null, "sessionlog is installed on this machine");
    Path home = homeWithProfiles();
    install(home, shell, Path.of("/usr/bin/sessionlog"));

    assertEquals(new Login(0, "profile\ninside\n", ""), login(home, shell));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh", "zsh", "fish"})
  void aShellThatIsNoLoginDoesNotReachTheHook(String shell) throws Exception {
    Path home = homeWithProfiles();
    install(home, shell, launcher("echo called >>'" + dir + "/calls'"));

    run(home, List.of(shellPath(shell), "-c", "echo inside"));

    assertTrue(Files.notExists(dir.resolve("calls")));
  }

  private record Login(int exitCode, String out, String err) {}

  private Login login(Path home, String shell) throws Exception {
    List<String> command = new ArrayList<>(List.of(shellPath(shell), "-l"));
    if (shell.equals("fish")) {
      command.add("-i");
    }
    command.addAll(List.of("-c", "echo inside"));
    return run(home, command);
  }

  private Login run(Path home, List<String> command) throws Exception {
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin", "TERM", "xterm"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + command);
    }
    return new Login(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void install(Path home, String shell, Path launcher) throws IOException {
    ProfileHook.of(home, Map.of(), Path.of(shellPath(shell)), launcher).install();
  }

  /** A home where every shell has a profile, which says so. */
  private Path homeWithProfiles() throws IOException {
    Path home = Files.createDirectory(dir.resolve("home"));
    Path fish = Files.createDirectories(home.resolve(".config/fish"));
    for (Path profile :
        List.of(home.resolve(".profile"), home.resolve(".zprofile"), fish.resolve("config.fish"))) {
      Files.writeString(profile, "echo profile\n");
    }
    return home;
  }

  private Path launcher(String script) throws IOException {
    Path bin = Files.createDirectory(dir.resolve("a 'bin"));
    Path launcher = bin.resolve("sessionlog");
    Files.write(launcher, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
    return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String shellPath(String name) {
    Path shell = find(name);
    assumeTrue(shell != null, name + " is not installed");
    return String.valueOf(shell);
  }

  private static @org.jspecify.annotations.Nullable Path find(String name) {
    for (String bin : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
      if (Files.isExecutable(Path.of(bin, name))) {
        return Path.of(bin, name);
      }
    }
    return null;
  }
}
