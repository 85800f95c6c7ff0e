package dev.sessionlog.profile;

import static dev.sessionlog.profile.HookChange.Kind.ALREADY_INSTALLED;
import static dev.sessionlog.profile.HookChange.Kind.DELETED;
import static dev.sessionlog.profile.HookChange.Kind.INSTALLED;
import static dev.sessionlog.profile.HookChange.Kind.REMOVED;
import static dev.sessionlog.profile.HookChange.Kind.UPDATED;
import static dev.sessionlog.profile.HookChange.Kind.WRITTEN_BY_HAND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileHookTest {
  private static final Path LAUNCHER = Path.of("/opt/session log's/bin/sessionlog");

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "/bin/bash, .profile",
    "/bin/sh, .profile",
    "/usr/bin/dash, .profile",
    "/usr/bin/ksh, .profile",
    "/usr/bin/zsh, .zprofile",
    "/usr/bin/fish, .config/fish/conf.d/sessionlog.fish"
  })
  void withoutAnyProfileOneIsMadeAndGoesAgain(Path shell, String file) throws IOException {
    ProfileHook hook = hook(shell);

    assertEquals(new HookChange(home.resolve(file), INSTALLED), hook.install());
    assertTrue(hook.check().reached());
    assertEquals(Optional.of(home.resolve(file)), hook.check().hookFile());
    assertEquals(new HookChange(home.resolve(file), ALREADY_INSTALLED), hook.install());
    assertEquals(List.of(new HookChange(home.resolve(file), DELETED)), hook.uninstall());
    try (Stream<Path> left = Files.list(home)) {
      assertEquals(List.of(), left.toList());
    }
    assertEquals(List.of(), hook.uninstall());
  }

  static Stream<byte[]> profiles() {
    return Stream.of(
            "",
            "\n",
            "export A=1\n",
            "export A=1",
            "export A=1\r\nexport B=2\r\n",
            "#!/bin/sh\n# >>> conda >>>\n# <<< conda <<<\n",
            "# <<< sessionlog <<<\nstray\n",
            "\ufeffexport A=ü\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void uninstallingRestoresEveryByte(byte[] bytes) throws IOException {
    Path profile = Files.write(home.resolve(".profile"), bytes);

    assertEquals(INSTALLED, hook("bash").install().kind());
    byte[] hooked = Files.readAllBytes(profile);
    assertEquals(ALREADY_INSTALLED, hook("bash").install().kind());
    assertArrayEquals(hooked, Files.readAllBytes(profile));
    assertTrue(hooked.length > bytes.length);
    assertEquals(List.of(new HookChange(profile, REMOVED)), hook("bash").uninstall());
    assertArrayEquals(bytes, Files.readAllBytes(profile));
  }

  @Test
  void bytesOfAnyEncodingArePreserved() throws IOException {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Path profile = Files.write(home.resolve(".zprofile"), bytes);

    hook("zsh").install();
    hook("zsh").uninstall();

    assertArrayEquals(bytes, Files.readAllBytes(profile));
  }

  @Test
  void theHookStandsBeforeEverythingElseBetweenTwoComments() throws IOException {
    Path profile = write(".profile", "export A=1\n");

    ProfileHook.of(home, environment, Path.of("/bin/bash"), Path.of("/usr/bin/sessionlog"))
        .install();

    assertEquals(
        """
        # >>> sessionlog >>> added by 'sessionlog init-user --install', removed by '--uninstall'
        if command -v sessionlog >/dev/null 2>&1; then eval "$(sessionlog init-user)"; fi
        # <<< sessionlog <<<
        export A=1
        """,
        Files.readString(profile));
  }

  @Test
  void aLauncherElsewhereIsCalledByItsQuotedPath() throws IOException {
    hook("dash").install();
    hook("fish").install();

    String posix = Files.readString(home.resolve(".profile"));
    assertTrue(
        posix.contains(
            "if [ -x '/opt/session log'\\''s/bin/sessionlog' ];"
                + " then eval \"$('/opt/session log'\\''s/bin/sessionlog' init-user)\"; fi\n"),
        posix);
    String fish = Files.readString(home.resolve(".config/fish/conf.d/sessionlog.fish"));
    assertTrue(fish.contains("and test -x '/opt/session log\\'s/bin/sessionlog'\n"), fish);
  }

  @Test
  void bashHasTheHookInTheFirstFileThatItReads() throws IOException {
    write(".profile", "");
    Path login = write(".bash_login", "");
    assertEquals(login, hook("bash").install().file());
    Path bashProfile = write(".bash_profile", "");

    HookCheck check = hook("bash").check();

    assertFalse(check.reached());
    assertEquals(bashProfile, check.profile());
    assertEquals(
        "the hook is in "
            + login
            + ", which bash does not read: it reads "
            + bashProfile
            + " instead",
        check.explanation());
    assertEquals(new HookChange(bashProfile, INSTALLED), hook("bash").install());
    assertTrue(hook("bash").check().reached());
    assertEquals(2, hook("bash").uninstall().size());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`. ~/.profile\n`, true",
        "`[ -r ~/.profile ] && . ~/.profile\n`, true",
        "`if [ -f \"$HOME/.profile\" ]; then\n\tsource \"$HOME/.profile\"; fi`, true",
        "`. \"${HOME}\"/.profile\n`, true",
        "`# . ~/.profile\n`, false",
        "`. ~/.profile.local\n`, false",
        "`. /etc/profile\n`, false",
        "`. ~/.bashrc\n`, false",
        "`cat ~/.profile\n`, false",
      })
  void aProfileThatReadsAnotherReachesItsHook(String text, boolean reads) throws IOException {
    hook("dash").install();
    Path bashProfile = write(".bash_profile", text);

    assertEquals(reads, hook("bash").check().reached());
    HookChange change = hook("bash").install();
    assertEquals(reads ? ALREADY_INSTALLED : INSTALLED, change.kind());
    assertEquals(
        reads ? text : "# >>>",
        Files.readString(bashProfile).substring(0, reads ? text.length() : 5));
  }

  @Test
  void aHookWrittenByHandIsFoundAndLeftAlone() throws IOException {
    String text = "umask 022\n  eval \"$(sessionlog init-user)\" # mine\n";
    Path profile = write(".profile", text);

    assertEquals(new HookChange(profile, WRITTEN_BY_HAND), hook("bash").install());
    HookCheck check = hook("bash").check();
    assertTrue(check.reached());
    assertEquals("the hook is in " + profile + ", line 2, written by hand", check.explanation());
    assertEquals(List.of(new HookChange(profile, WRITTEN_BY_HAND)), hook("bash").uninstall());
    assertEquals(text, Files.readString(profile));
  }

  @Test
  void aHookInACommentIsNone() throws IOException {
    write(".profile", "# eval \"$(sessionlog init-user)\"\n");

    HookCheck check = hook("bash").check();

    assertFalse(check.reached());
    assertEquals("no profile of bash has the hook", check.explanation());
    assertEquals(INSTALLED, hook("bash").install().kind());
  }

  @Test
  void aHookForAnotherLauncherIsReplacedInItsFile() throws IOException {
    Path profile = write(".profile", "export A=1\n");
    ProfileHook.of(home, environment, Path.of("/bin/sh"), Path.of("/old/sessionlog")).install();

    assertEquals(
        "the hook is in " + profile + ", but for a launcher other than " + LAUNCHER,
        hook("sh").check().explanation());
    assertEquals(new HookChange(profile, UPDATED), hook("sh").install());
    assertFalse(Files.readString(profile).contains("/old/"));
    hook("sh").uninstall();
    assertEquals("export A=1\n", Files.readString(profile));
  }

  @Test
  void aFileThatTheHookMadeIsKeptWhenSomethingElseIsInIt() throws IOException {
    Path profile = hook("sh").install().file();
    Files.writeString(profile, Files.readString(profile) + "export A=1\n");

    assertEquals(List.of(new HookChange(profile, REMOVED)), hook("sh").uninstall());
    assertEquals("export A=1\n", Files.readString(profile));
  }

  @Test
  void modeAndLinksArePreserved() throws IOException {
    Path dotfiles = Files.createDirectory(home.resolve("dotfiles"));
    Path target = Files.writeString(dotfiles.resolve("profile"), "export A=1\n");
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-rw-r-x");
    Files.setPosixFilePermissions(target, mode);
    Path profile = Files.createSymbolicLink(home.resolve(".profile"), Path.of("dotfiles/profile"));

    assertEquals(INSTALLED, hook("bash").install().kind());

    assertTrue(Files.isSymbolicLink(profile));
    assertTrue(Files.readString(target).startsWith("# >>> sessionlog"));
    assertEquals(mode, Files.getPosixFilePermissions(target));
    hook("bash").uninstall();
    assertTrue(Files.isSymbolicLink(profile));
    assertEquals("export A=1\n", Files.readString(target));
    try (Stream<Path> left = Files.list(dotfiles)) {
      assertEquals(List.of(target), left.toList());
    }
  }

  @Test
  void ownerAndGroupArePreserved() throws IOException {
    assumeTrue(isRoot(), "only root can give a file to somebody else");
    Path profile = write(".profile", "export A=1\n");
    Files.setAttribute(profile, "unix:uid", 65534);
    Files.setAttribute(profile, "unix:gid", 12345);

    hook("bash").install();

    assertEquals(65534, Files.getAttribute(profile, "unix:uid"));
    assertEquals(12345, Files.getAttribute(profile, "unix:gid"));
  }

  @Test
  void zshAndFishFilesAreWhereTheEnvironmentSays() throws IOException {
    environment.put("ZDOTDIR", home.resolve("z").toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("x").toString());
    Files.createDirectory(home.resolve("z"));

    assertEquals(home.resolve("z/.zprofile"), hook("zsh").install().file());
    assertEquals(home.resolve("x/fish/conf.d/sessionlog.fish"), hook("fish").install().file());
    assertEquals(2, hook("bash").uninstall().size());
    assertTrue(Files.isDirectory(home.resolve("z")));
    assertFalse(Files.exists(home.resolve("x")));
  }

  @Test
  void whatIsNoProfileIsRefusedUntouched() throws IOException {
    Files.createDirectory(home.resolve(".profile"));
    assertRefused("sh", ".profile: is not a regular file");
    Files.createSymbolicLink(home.resolve(".zprofile"), Path.of("nowhere"));
    assertRefused("zsh", ".zprofile: is a symbolic link to a file that does not exist");
    Files.write(home.resolve(".bash_profile"), new byte[1024 * 1024 + 1]);
    assertRefused("bash", ".bash_profile: is larger than 1 MiB, too large for a profile");
    assertEquals(List.of(), hook("bash").uninstall());
  }

  @Test
  void aBlockWithoutItsEndIsNotGuessedAt() throws IOException {
    String text =
        "# >>> sessionlog >>> x\nexport A=1\n# >>> sessionlog >>> x\n# <<< sessionlog <<<\n";
    Path profile = write(".profile", text);

    String refusal = "the last line of sessionlog's block is missing; remove the block by hand";
    assertEquals(
        refusal, assertThrows(FileSystemException.class, () -> hook("sh").uninstall()).getReason());
    assertRefused("sh", ".profile: " + refusal);
    assertEquals(text, Files.readString(profile));
  }

  @Test
  void linesOfOthersInABlockAreNotRemoved() throws IOException {
    String text =
        "# >>> sessionlog >>> x\neval \"$(sessionlog init-user)\"\nexport A=1\n# <<< sessionlog <<<\n";
    Path profile = write(".profile", text);

    String refusal = "sessionlog's block has other lines in it; remove the block by hand";
    assertEquals(
        refusal, assertThrows(FileSystemException.class, () -> hook("sh").uninstall()).getReason());
    assertRefused("sh", ".profile: " + refusal);
    assertEquals(text, Files.readString(profile));
  }

  @Test
  void aShellThatIsNotKnownIsRefused() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> hook("tcsh"));
    assertTrue(e.getMessage().startsWith("/bin/tcsh: unknown login shell, expected one of bash, "));
    assertThrows(
        IllegalArgumentException.class,
        () -> ProfileHook.of(home, environment, Path.of("/bin/sh"), Path.of("bin/sessionlog")));
  }

  private void assertRefused(String shell, String message) {
    FileSystemException e = assertThrows(FileSystemException.class, () -> hook(shell).install());
    assertEquals(message, home.relativize(Path.of(e.getFile())) + ": " + e.getReason());
  }

  private ProfileHook hook(String shell) {
    return hook(Path.of("/bin", shell));
  }

  private ProfileHook hook(Path shell) {
    return ProfileHook.of(home, environment, shell, LAUNCHER);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS)
        .equals(0);
  }
}
