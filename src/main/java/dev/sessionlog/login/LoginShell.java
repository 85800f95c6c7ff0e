package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the shell that is to run inside a session. That is the user's login shell; when another
 * shell evaluates the answer, as after {@code exec zsh -l}, it is that one, provided that shells(5)
 * lists it. A restricted shell such as rbash is a link to one that is not: it counts as what the
 * passwd database calls it.
 */
final class LoginShell {
  private final Path shells;

  LoginShell(Path shells) {
    this.shells = shells;
  }

  String choose(String accountShell, Optional<Path> running) {
    if (running.isEmpty() || running.equals(real(accountShell))) {
      return accountShell;
    }
    for (String shell : listed()) {
      if (running.equals(real(shell)) && sameName(shell, running.get())) {
        return shell;
      }
    }
    return accountShell;
  }

  /** Returns true when {@code program} is one of the login shells. */
  boolean lists(Path program) {
    return listed().stream().anyMatch(shell -> real(shell).equals(Optional.of(program)));
  }

  private static boolean sameName(String shell, Path program) {
    return Path.of(shell).getFileName().equals(program.getFileName());
  }

  private List<String> listed() {
    try {
      return Files.readAllLines(shells, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith("/"))
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  private static Optional<Path> real(String program) {
    try {
      return Optional.of(Path.of(program).toRealPath());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
