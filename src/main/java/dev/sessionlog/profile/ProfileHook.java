package dev.sessionlog.profile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The hook in a user's profile that starts the recording of each login: {@code eval "$(sessionlog
 * init-user)"}, at the start of the file that the user's login shell reads. The recorded shell is a
 * login shell, too, and reads the file again, so everything after the hook runs once, inside. If
 * the launcher is missing, the hook does nothing.
 *
 * <p>Failures are reported as a {@link FileSystemException} with the file and the reason; nothing
 * is changed then.
 */
public final class ProfileHook {
  private final Path home;
  private final Map<String, String> environment;
  private final ProfileShell shell;
  private final String shellName;
  private final Path launcher;

  private ProfileHook(
      Path home,
      Map<String, String> environment,
      ProfileShell shell,
      String shellName,
      Path launcher) {
    this.home = home;
    this.environment = environment;
    this.shell = shell;
    this.shellName = shellName;
    this.launcher = launcher;
  }

  /**
   * Returns the hook of one user.
   *
   * @param home the user's home directory
   * @param environment the user's environment; {@code ZDOTDIR} and {@code XDG_CONFIG_HOME}
   *     determine paths
   * @param shell the user's login shell, as in the passwd database
   * @param launcher the program that the hook calls, an absolute path
   * @throws IllegalArgumentException if the shell is unknown or the launcher's path is unsuitable
   *     for a profile, with a message for people
   */
  public static ProfileHook of(
      Path home, Map<String, String> environment, Path shell, Path launcher) {
    ProfileShell kind =
        ProfileShell.of(shell)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        shell
                            + ": unknown login shell, expected one of "
                            + String.join(", ", ProfileShell.knownNames())));
    if (!launcher.isAbsolute() || launcher.toString().chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          launcher + ": expected an absolute path without control characters");
    }
    return new ProfileHook(
        home, Map.copyOf(environment), kind, String.valueOf(shell.getFileName()), launcher);
  }

  /** Adds the hook to the file that the login shell reads, unless logins run one already. */
  public HookChange install() throws IOException {
    Path profile = profile();
    ProfileFile file = new ProfileFile(profile);
    Optional<ProfileText> text = file.read();
    if (text.isPresent()) {
      return installInto(profile, file, text.get());
    }
    OptionalInt directories = OptionalInt.of(ProfileFile.createParents(profile));
    file.create(ProfileText.of(new byte[0]).with(shell.hook(launcher), directories));
    return new HookChange(profile, HookChange.Kind.INSTALLED);
  }

  private HookChange installInto(Path profile, ProfileFile file, ProfileText text)
      throws IOException {
    String hook = shell.hook(launcher);
    if (text.hasBlockWith(hook)) {
      return new HookChange(profile, HookChange.Kind.ALREADY_INSTALLED);
    }
    if (text.hasBlock()) {
      refuseBroken(profile, text);
      file.replace(text.withoutBlocks().with(hook, text.createdDirectories()));
      return new HookChange(profile, HookChange.Kind.UPDATED);
    }
    if (text.lineWrittenByHand().isPresent()) {
      return new HookChange(profile, HookChange.Kind.WRITTEN_BY_HAND);
    }
    Optional<Path> sourced = sourcedFileWithHook(profile, text);
    if (sourced.isPresent()) {
      return new HookChange(sourced.get(), HookChange.Kind.ALREADY_INSTALLED);
    }
    file.replace(text.with(hook, OptionalInt.empty()));
    return new HookChange(profile, HookChange.Kind.INSTALLED);
  }

  /**
   * Removes the hook from the files of all kinds of login shells, because the user may have another
   * shell now. The files are then byte for byte as before.
   *
   * @return the changes to each file that had a hook; empty if none had
   */
  public List<HookChange> uninstall() throws IOException {
    List<HookChange> changes = new ArrayList<>();
    for (Path path : filesOfAllShells()) {
      ProfileFile file = new ProfileFile(path);
      Optional<ProfileText> text = readIfPlausible(file);
      if (text.isPresent() && text.get().hasBlock()) {
        refuseBroken(path, text.get());
        changes.add(new HookChange(path, remove(file, text.get())));
      } else if (text.isPresent() && text.get().lineWrittenByHand().isPresent()) {
        changes.add(new HookChange(path, HookChange.Kind.WRITTEN_BY_HAND));
      }
    }
    return changes;
  }

  /** Checks whether a login runs a hook and, if not, why. */
  public HookCheck check() throws IOException {
    Path profile = profile();
    Optional<ProfileText> text = new ProfileFile(profile).read();
    if (text.isPresent()) {
      Optional<HookCheck> inProfile = checkProfile(profile, text.get());
      if (inProfile.isPresent()) {
        return inProfile.get();
      }
    }
    for (Path path : filesOfAllShells()) {
      if (!path.equals(profile) && hasHook(path)) {
        String why = text.isPresent() ? ": it reads " + profile + " instead" : "";
        String explanation =
            "the hook is in " + path + ", which " + shellName + " does not read" + why;
        return new HookCheck(false, Optional.of(path), profile, explanation);
      }
    }
    String none = "no profile of " + shellName + " has the hook";
    return new HookCheck(false, Optional.empty(), profile, none);
  }

  private Optional<HookCheck> checkProfile(Path profile, ProfileText text) throws IOException {
    OptionalInt byHand = text.lineWrittenByHand();
    if (text.hasBlock()) {
      boolean current = text.hasBlockWith(shell.hook(launcher));
      String note = current ? "" : ", but for a launcher other than " + launcher;
      return Optional.of(
          new HookCheck(true, Optional.of(profile), profile, "the hook is in " + profile + note));
    }
    if (byHand.isPresent()) {
      String where = profile + ", line " + byHand.getAsInt() + ", written by hand";
      return Optional.of(
          new HookCheck(true, Optional.of(profile), profile, "the hook is in " + where));
    }
    return sourcedFileWithHook(profile, text)
        .map(
            path ->
                new HookCheck(
                    true,
                    Optional.of(path),
                    profile,
                    "the hook is in " + path + ", which " + profile + " reads"));
  }

  /** The first file that the shell can read, as in bash(1); the last one if none exists. */
  private Path profile() {
    List<Path> files = shell.files(home, environment);
    for (Path file : files) {
      if (Files.isReadable(file)) {
        return file;
      }
    }
    return files.get(files.size() - 1);
  }

  private Optional<Path> sourcedFileWithHook(Path profile, ProfileText text) throws IOException {
    for (Path path : filesOfAllShells()) {
      if (!path.equals(profile) && text.sources(path, home) && hasHook(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private Set<Path> filesOfAllShells() {
    Set<Path> files = new LinkedHashSet<>();
    for (ProfileShell kind : ProfileShell.values()) {
      files.addAll(kind.files(home, environment));
    }
    return files;
  }

  private static boolean hasHook(Path path) throws IOException {
    return readIfPlausible(new ProfileFile(path))
        .filter(text -> text.hasBlock() || text.lineWrittenByHand().isPresent())
        .isPresent();
  }

  /** Anything that is not a profile, for example a directory, never has a hook. */
  private static Optional<ProfileText> readIfPlausible(ProfileFile file) throws IOException {
    try {
      return file.read();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      return Optional.empty();
    }
  }

  private static HookChange.Kind remove(ProfileFile file, ProfileText text) throws IOException {
    ProfileText rest = text.withoutBlocks();
    if (rest.isEmpty() && text.createdDirectories().isPresent() && !file.isLink()) {
      file.delete(text.createdDirectories());
      return HookChange.Kind.DELETED;
    }
    file.replace(rest);
    return HookChange.Kind.REMOVED;
  }

  private static void refuseBroken(Path path, ProfileText text) throws FileSystemException {
    Optional<String> broken = text.brokenBlock();
    if (broken.isPresent()) {
      throw new FileSystemException(path.toString(), null, broken.get());
    }
  }
}
