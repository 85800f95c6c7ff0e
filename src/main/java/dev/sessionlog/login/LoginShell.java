package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the shell to run inside a session. This is the shell that evaluates the answer, for example
 * after {@code exec zsh -l}, if shells(5) lists it or it has the name of a shell; otherwise it is
 * the user's login shell. A restricted shell such as rbash is a link to an unrestricted one, so it
 * is started by its name in the passwd database, with its own arguments.
 */
public final class LoginShell {
  /** Shells that count even if shells(5) does not list them. */
  private static final Set<String> SHELLS =
      Set.of(
          "bash", "rbash", "dash", "ash", "sh", "ksh", "ksh93", "rksh", "mksh", "lksh", "oksh",
          "yash", "zsh", "rzsh", "zsh5", "fish");

  private final Path shells;

  LoginShell(Path shells) {
    this.shells = shells;
  }

  /**
   * A shell to run.
   *
   * @param path its program
   * @param asked true if it is the asking shell, whose name and arguments are kept
   */
  public record Program(String path, boolean asked) {}

  /** Returns the shell of the account, started as a login shell. */
  static Program ofAccount(String accountShell) {
    return new Program(accountShell, false);
  }

  Program choose(String accountShell, Optional<Path> running) {
    if (running.isEmpty()) {
      return ofAccount(accountShell);
    }
    if (running.equals(real(accountShell))) {
      return new Program(accountShell, true);
    }
    for (String shell : listed()) {
      if (running.equals(real(shell)) && sameName(shell, running.get())) {
        return new Program(shell, true);
      }
    }
    return isShell(running.get())
        ? new Program(running.get().toString(), true)
        : ofAccount(accountShell);
  }

  /** A removed program, for example after an upgrade, has another name. */
  private static boolean isShell(Path program) {
    return SHELLS.contains(program.getFileName().toString())
        && program.toString().chars().noneMatch(Character::isISOControl)
        && Files.isExecutable(program);
  }

  /** Returns true if {@code program} is one of the login shells. */
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

  static Optional<Path> real(String program) {
    try {
      return Optional.of(Path.of(program).toRealPath());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
