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
 * What a login is told that gets no answer. A collector leaves it in its run dir, and one of the
 * whole machine also in a folder that outlives a boot: a policy that refuses logins must not wait
 * for a collector that has yet to start.
 *
 * <pre>
 * unanswered  shell code, one line
 * exempt      a sh script that says whether its user needs no answer
 * </pre>
 */
public final class UnansweredCode {
  private static final String WHY = "the collector does not answer";
  private static final String UNANSWERED = "unanswered";
  private static final String EXEMPT = "exempt";
  private static final int LONGEST = 64 * 1024;

  private UnansweredCode() {}

  /**
   * Leaves it in the run dir for logins of the policy that {@code settings} describe.
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
  }

  /**
   * Keeps it in {@code folder} over a boot. The disk has it when this returns, and what says the
   * same already is not written again.
   *
   * @param folder must be this user's own
   * @param unknown is told of each name that is to be exempt and that nobody has
   */
  public static void keep(Path folder, LoginSettings settings, Unix unix, Consumer<String> unknown)
      throws IOException {
    RunDirFolders.requireOwn(folder, unix.uid());
    // The code names the script, which so must be there first.
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
   * Returns what was left, in the first of these folders that has it. It will be evaluated: a
   * folder that is neither this user's nor root's has nothing.
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

  /** Returns code that every shell understands; whoever is exempt, the script finds out. */
  private static String code(Path folder, OnUnavailable policy) {
    if (policy == OnUnavailable.ALLOW) {
      return Answer.unrecorded(ShellSyntax.POSIX, WHY).text();
    }
    String script = ShellSyntax.POSIX.quote(folder.resolve(EXEMPT).toString());
    return "/bin/sh " + script + " || exit 1\n";
  }
}
