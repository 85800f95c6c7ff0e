package dev.sessionlog.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kind of login shell: the files that it reads when a user logs in, and the form of the hook. */
enum ProfileShell {
  /** bash(1): reads the first readable one of three files. */
  BASH("bash rbash") {
    @Override
    List<Path> files(Path home, Map<String, String> environment) {
      return List.of(
          home.resolve(".bash_profile"), home.resolve(".bash_login"), home.resolve(".profile"));
    }
  },

  /** Shells that read only {@code ~/.profile}. */
  POSIX("sh dash ash ksh ksh93 mksh lksh pdksh oksh yash") {
    @Override
    List<Path> files(Path home, Map<String, String> environment) {
      return List.of(home.resolve(".profile"));
    }
  },

  /** zsh(1): {@code ZDOTDIR} moves its files. */
  ZSH("zsh") {
    @Override
    List<Path> files(Path home, Map<String, String> environment) {
      return List.of(directory(environment, "ZDOTDIR").orElse(home).resolve(".zprofile"));
    }
  },

  /** fish(1): reads its files at every start, so the hook itself checks for a login. */
  FISH("fish") {
    @Override
    List<Path> files(Path home, Map<String, String> environment) {
      Path config = directory(environment, "XDG_CONFIG_HOME").orElse(home.resolve(".config"));
      return List.of(config.resolve("fish/conf.d/sessionlog.fish"));
    }

    @Override
    String hook(Path launcher) {
      if (isOnPath(launcher)) {
        return fishHook("command -q " + NAME, NAME);
      }
      String path = quote(launcher);
      return fishHook("test -x " + path, path);
    }

    private String fishHook(String condition, String program) {
      return "if status is-login; and status is-interactive; and "
          + condition
          + "\n    eval ("
          + program
          + " init-user | string collect)\nend\n";
    }

    @Override
    String quote(Path path) {
      return "'" + path.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
  };

  private static final String NAME = "sessionlog";

  /** The default search path of a login shell. */
  private static final Set<Path> STANDARD_PATH =
      Set.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));

  /** Separated by spaces. */
  private final String names;

  ProfileShell(String names) {
    this.names = names;
  }

  /** Returns the kind of the shell at a path, if its name is known. */
  static Optional<ProfileShell> of(Path shell) {
    Path fileName = shell.getFileName();
    String name = fileName == null ? "" : fileName.toString();
    for (ProfileShell kind : values()) {
      if (List.of(kind.names.split(" ")).contains(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Returns the names of all known shells. */
  static List<String> knownNames() {
    List<String> names = new ArrayList<>();
    for (ProfileShell kind : values()) {
      names.addAll(List.of(kind.names.split(" ")));
    }
    return names;
  }

  /** Returns the files of which a login reads the first existing one, in this order. */
  abstract List<Path> files(Path home, Map<String, String> environment);

  /**
   * Returns the hook as complete lines. It evaluates the output of the launcher, and does nothing
   * if the launcher is missing.
   */
  String hook(Path launcher) {
    if (isOnPath(launcher)) {
      return posixHook("command -v " + NAME + " >/dev/null 2>&1", NAME);
    }
    String path = quote(launcher);
    return posixHook("[ -x " + path + " ]", path);
  }

  String quote(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  private static String posixHook(String condition, String program) {
    return "if " + condition + "; then eval \"$(" + program + " init-user)\"; fi\n";
  }

  private static boolean isOnPath(Path launcher) {
    return launcher.endsWith(NAME) && STANDARD_PATH.contains(launcher.getParent());
  }

  private static Optional<Path> directory(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> value.startsWith("/"))
        .map(Path::of);
  }
}
