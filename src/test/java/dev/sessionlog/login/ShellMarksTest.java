package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shells do when {@code login.marks} is on. */
@Tag("machine")
class ShellMarksTest {
  private static final String CODE = ShellMarks.answer(ShellSyntax.POSIX).code();

  @TempDir private Path dir;

  private String run(List<String> command, Map<String, String> environment, String input)
      throws IOException, InterruptedException {
    Path typed = Files.writeString(dir.resolve("input"), input);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "TERM", "xterm"));
    builder.environment().put("HOME", dir.toString());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectInput(typed.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** Runs an interactive shell at a terminal. */
  private String at(String shell, Map<String, String> environment, String input)
      throws IOException, InterruptedException {
    return run(List.of("script", "-q", "-c", shell, "/dev/null"), environment, input);
  }

  @Test
  void everyShellCanReadTheCode() throws Exception {
    for (String shell : List.of("bash", "dash", "zsh", "ksh", "mksh")) {
      assertEquals("", run(List.of(shell, "-n"), Map.of(), CODE), shell);
    }
    String fish = ShellMarks.answer(ShellSyntax.FISH).code();
    assertEquals("", run(List.of("fish", "-n"), Map.of(), fish));
  }

  @Test
  void shellsWithoutPromptsAreLeftAlone() throws Exception {
    String set = "\necho \"$? ${_sl_a-} ${PROMPT_COMMAND-}\"";
    assertEquals("0  \n", run(List.of("bash"), Map.of(), CODE + set));
    assertEquals("0  \n", run(List.of("dash"), Map.of(), CODE + set));
    String dash = at("dash -i", Map.of("PS1", "$ "), CODE + "\nfalse\nexit\n");
    assertFalse(dash.contains("\033]133;"), dash);
  }

  @Test
  void bashTellsExitCodesAndTheDirectory() throws Exception {
    String said =
        at("bash --norc -i", Map.of(), CODE + "\ncd /usr\n(exit 7)\necho \"was $?\"\nexit\n");
    assertTrue(said.contains("\033]133;A;aid="), said);
    assertTrue(said.contains("\033]133;C\007"), said);
    assertTrue(said.contains("\033]133;D;7;aid="), said);
    assertTrue(said.contains("/usr\007"), said);
    assertTrue(said.contains("was 7"), said);
  }

  @Test
  void whatTheUserCallsAtEachPromptGetsTheExitCodeAndGoesOnToOtherShells() throws Exception {
    Map<String, String> own = Map.of("PROMPT_COMMAND", "printf '<own %s>' $?", "PS1", "$ ");
    String said =
        at("bash --norc -i", own, CODE + "\n(exit 7)\nbash --norc -i\n(exit 8)\nexit 9\nexit\n");
    assertTrue(said.contains("<own 7>"), said);
    assertTrue(said.contains("\033]133;D;7;aid="), said);
    assertTrue(said.contains("<own 8>"), "in the bash inside: " + said);
    assertFalse(said.contains("\033]133;D;8;aid="), said);
    assertFalse(said.contains("not found"), said);
  }

  /** As many profiles have it, and after the hook, which comes first. */
  @Test
  void whatAProfileAddsLaterDoesNotChangeExitCodes() throws Exception {
    String later = "\nPROMPT_COMMAND=\"history -a; $PROMPT_COMMAND\"; PS1='later $(true)$ '\n";
    String typed = CODE + later + "(exit 7)\nPROMPT_COMMAND='printf own'\n(exit 8)\nexit\n";
    String said = at("bash --norc -i", Map.of(), typed);
    assertTrue(said.contains("\033]133;D;7;aid="), said);
    assertTrue(said.contains("own\033]133;D;8;aid="), said);
    String exported = at("bash --norc -i", Map.of("PROMPT_COMMAND", ":"), typed);
    assertFalse(exported.contains("\033]133;D;7"), exported);
    assertTrue(exported.contains("\033]133;D;;aid="), "no code is better than another's");
  }

  @Test
  void aShellThatSendsMarksIsLeftAlone() throws Exception {
    String own = "\nPS1='\\[\\e]633;A\\a\\]$ \\[\\e]633;B\\a\\]'\nfalse\nexit\n";
    String said = at("bash --norc -i", Map.of(), CODE + own);
    assertFalse(said.substring(said.indexOf("\033]633;A")).contains("\033]133;A"), said);
    String code = at("bash --norc -i", Map.of("VSCODE_INJECTION", "1"), CODE + "\nfalse\nexit\n");
    assertFalse(code.contains("\033]133;D"), code);
  }

  @Test
  void zshTellsExitCodes() throws Exception {
    String said = at("zsh -f -i", Map.of(), CODE + "\n(exit 7)\necho \"was $?\"\nexit\n");
    assertTrue(said.contains("\033]133;D;7;aid="), said);
    assertTrue(said.contains("\033]133;B\007"), said);
    assertTrue(said.contains("was 7"), said);
  }
}
