package dev.sessionlog.login;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The code for logins without an answer. A collector writes it to its run dir, and in system mode
 * also to a folder that survives a boot, because a policy that refuses logins must apply before the
 * collector has started.
 *
 * <pre>
 * unanswered  shell code, one line
 * exempt      a sh script that says whether its user needs no answer
 * marks       exists if a login inside a recorded session has to ask, too
 * </pre>
 */
public final class UnansweredCode {
  private static final String WHY = "the collector does not answer";
  private static final String UNANSWERED = "unanswered";
  private static final String EXEMPT = "exempt";
  private static final int LONGEST = 64 * 1024;

  private UnansweredCode() {}

  /**
   * Writes it to the run dir, for the policy of {@code settings}.
   *
   * @param unknown is told of each name that is to be exempt and that nobody has
   */
  public static void leave(
      RunDir runDir, LoginSettings settings, Unix unix, Consumer<String> unknown)
      throws IOException {
    String script = script(settings, unix, unknown);
    RunDirFile.replace(runDir.path().resolve(EXEMPT), script);
    RunDirFile.replace(
        runDir.path().resolve(UNANSWERED), code(runDir.path(), settings.onUnavailable()));
    if (settings.marks()) {
      RunDirFile.replace(runDir.marks(), "");
    } else {
      Files.deleteIfExists(runDir.marks());
    }
  }

  /**
   * Saves it in {@code folder} across boots. It is on the disk when this returns, and unchanged
   * files are not written again.
   *
   * @param folder must belong to this user
   * @param unknown is told of each name that is to be exempt and that nobody has
   */
  public static void keep(Path folder, LoginSettings settings, Unix unix, Consumer<String> unknown)
      throws IOException {
    RunDirFolders.requireOwn(folder, unix.uid());
    // The code names the script, which must therefore exist first.
    keep(folder.resolve(EXEMPT), script(settings, unix, unknown));
    keep(folder.resolve(UNANSWERED), code(folder, settings.onUnavailable()));
  }

  private static void keep(Path file, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (!Files.exists(file) || !Arrays.equals(bytes, Files.readAllBytes(file))) {
      RunDirFile.replaceForGood(file, content);
    }
  }

  /**
   * Returns the code from the first of these folders that has it. It will be evaluated, so folders
   * that belong neither to this user nor to root are ignored.
   */
  public static Optional<String> left(List<Path> folders) {
    return folders.stream().flatMap(folder -> left(folder).stream()).findFirst();
  }

  private static Optional<String> left(Path folder) {
    try (VerifiedFolder verified = VerifiedFolder.open(folder)) {
      String code = new String(verified.read(UNANSWERED, LONGEST), StandardCharsets.UTF_8);
      return Optional.of(code.strip()).filter(any -> !any.isEmpty());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static String script(LoginSettings settings, Unix unix, Consumer<String> unknown) {
    return new LoginPolicy(settings, unix).exemptScript(WHY, unknown);
  }

  /** Returns code for every shell; the script finds out who is exempt. */
  private static String code(Path folder, OnUnavailable policy) {
    if (policy == OnUnavailable.ALLOW) {
      return Answer.unrecorded(ShellSyntax.POSIX, WHY).text();
    }
    String script = ShellSyntax.POSIX.quote(folder.resolve(EXEMPT).toString());
    return "/bin/sh " + script + " || exit 1\n";
  }
}
