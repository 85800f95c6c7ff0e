package dev.sessionlog.it;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of a user's own logins begin with: the program, and profiles that call it. */
abstract class LoginScene {
  @TempDir Path root;
  Installation installation;

  @BeforeEach
  final void install() throws IOException {
    installation = Installation.in(root);
    installation.writeProfiles();
  }

  @AfterEach
  final void remove() throws Exception {
    installation.close();
  }
}
