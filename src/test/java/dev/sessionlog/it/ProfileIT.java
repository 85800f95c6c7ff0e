package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line in the profile, as a user has the program look after it. */
final class ProfileIT {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @TempDir private Path root;
  private Installation installation;
  private Path profile;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(root);
    profile = installation.home().resolve(".profile");
  }

  @AfterEach
  void remove() throws Exception {
    installation.close();
  }

  @Test
  void theLineIsAddedOnceAndTakenOutWithoutATrace() throws Exception {
    byte[] before = "export A=\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(profile, before);
    initUser("--install").exits(0).isSilentOnError();
    String once = Files.readString(profile, StandardCharsets.ISO_8859_1);
    initUser("--install").exits(0).isSilentOnError();
    assertEquals(once, Files.readString(profile, StandardCharsets.ISO_8859_1));
    initUser("--uninstall").exits(0).isSilentOnError();
    assertArrayEquals(before, Files.readAllBytes(profile));
  }

  @Test
  void aProfileThatMayNotBeWrittenIsLeftAsItIs() throws Exception {
    Files.writeString(profile, "export A=1\n");
    for (String mode : List.of("r--r--r--", "---------")) {
      Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString(mode));
      initUserWithoutPrivileges("--install").exits(1).complains(profile + ": permission denied");
      assertFalse(Files.exists(installation.home().resolve(".bash_profile")));
    }
    Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
    assertEquals("export A=1\n", Files.readString(profile));
  }

  private Outcome initUser(String option) throws Exception {
    return installation.sessionlog("init-user", option, "--shell", "/bin/sh");
  }

  /** Root may read and write everything; without these capabilities it is as any other user. */
  private Outcome initUserWithoutPrivileges(String option) throws Exception {
    List<String> command = new ArrayList<>();
    if (installation.user().equals("root")) {
      assumeTrue(Files.isExecutable(SETPRIV), "setpriv is not installed");
      command.addAll(
          List.of(SETPRIV.toString(), "--bounding-set", "-dac_override,-dac_read_search"));
    }
    command.addAll(
        List.of(Installation.launcher().toString(), "init-user", option, "--shell", "/bin/sh"));
    return Outcome.of(command, installation.home(), installation.environment(), "");
  }
}
