package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line in the profile, as a user has the program look after it. */
final class ProfileIT {
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
      installation
          .sessionlogWithoutPrivileges("init-user", "--install", "--shell", "/bin/sh")
          .exits(1)
          .complains(profile + ": permission denied");
      assertFalse(Files.exists(installation.home().resolve(".bash_profile")));
    }
    Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
    assertEquals("export A=1\n", Files.readString(profile));
  }

  private Outcome initUser(String option) throws Exception {
    return installation.sessionlog("init-user", option, "--shell", "/bin/sh");
  }
}
