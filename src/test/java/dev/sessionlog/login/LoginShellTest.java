package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginShellTest {
  @TempDir private Path root;
  private Path bash;
  private Path rbash;
  private Path zsh;
  private LoginShell shells;

  @BeforeEach
  void threeShells() throws IOException {
    root = root.toRealPath();
    bash = Files.createFile(root.resolve("bash"));
    zsh = Files.createFile(root.resolve("zsh"));
    rbash = Files.createSymbolicLink(root.resolve("rbash"), bash);
    Path listed = root.resolve("shells");
    Files.write(listed, List.of("# shells", bash.toString(), rbash.toString(), zsh.toString()));
    shells = new LoginShell(listed);
  }

  private String choose(String accountShell, Optional<Path> running) {
    return shells.choose(accountShell, running).path();
  }

  @Test
  void theShellOfThePasswdDatabaseIsTheRule() {
    assertEquals(bash.toString(), choose(bash.toString(), Optional.of(bash)));
    assertEquals(bash.toString(), choose(bash.toString(), Optional.empty()));
  }

  @Test
  void anotherListedShellThatAsksIsKept() {
    assertEquals(zsh.toString(), choose(bash.toString(), Optional.of(zsh)));
  }

  @Test
  void aRestrictedShellStaysRestricted() {
    assertEquals(rbash.toString(), choose(rbash.toString(), Optional.of(bash)));
  }

  @Test
  void aProgramThatIsNoShellIsNotKept() throws IOException {
    Path python = Files.createFile(root.resolve("python3"));
    assertEquals(bash.toString(), choose(bash.toString(), Optional.of(python)));
  }

  @Test
  void aShellThatIsNotListedIsKept() throws IOException {
    Path own = root.resolve("dash");
    Files.createFile(own).toFile().setExecutable(true);
    assertEquals(
        new LoginShell.Program(own.toString(), true),
        shells.choose(bash.toString(), Optional.of(own)));
  }
}
