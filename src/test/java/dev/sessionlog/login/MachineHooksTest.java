package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/install/hooks}, which changes the zprofile of the whole machine. */
@Tag("machine")
class MachineHooksTest {
  private static final String BEGIN = "# >>> sessionlog >>> records logins\n";
  private static final String HOOK = "eval \"$(/usr/bin/sessionlog init-user)\"\n";
  private static final String END = "# <<< sessionlog <<<\n";
  private static final String BLOCK = BEGIN + HOOK + END;

  @TempDir Path root;
  private Path zprofile;
  private Path block;

  private record Run(int code, String err) {}

  @BeforeEach
  void makeZprofile() throws IOException {
    Files.createDirectories(root.resolve("etc/zsh"));
    zprofile = root.resolve("etc/zsh/zprofile");
    block = Files.writeString(root.resolve("block"), BLOCK);
  }

  @Test
  void everyOtherByteIsAsItWas() throws Exception {
    String text = "# mine\nexport A='\u00e4\001\033'\n# no newline";
    Files.writeString(zprofile, text);
    assertEquals(new Run(0, ""), hooks("add-zsh", block.toString()));
    assertEquals(new Run(0, ""), hooks("add-zsh", block.toString()));
    assertEquals(BLOCK + text, Files.readString(zprofile));
    assertEquals(new Run(0, ""), hooks("remove-zsh"));
    assertEquals(text, Files.readString(zprofile));
    assertOnlyZprofileIsThere();
  }

  @Test
  void aBlockWhoseLastMarkIsMissingIsLeft() throws Exception {
    String text = "# before\n" + BEGIN + HOOK + "export MINE=1\nexport MINE=2\n";
    Files.writeString(zprofile, text);
    Run removed = hooks("remove-zsh");
    assertEquals(0, removed.code());
    assertTrue(removed.err().contains("zprofile, line 2: this block is not as it was written"));
    assertEquals(text, Files.readString(zprofile));
    assertEquals(0, hooks("add-zsh", block.toString()).code());
    assertEquals(BLOCK + text, Files.readString(zprofile));
    assertEquals(0, hooks("remove-zsh").code());
    assertEquals(text, Files.readString(zprofile));
  }

  @Test
  void theLastMarkOfAnotherBlockEndsNothing() throws Exception {
    String text = BEGIN + HOOK + "export MINE=1\n" + BLOCK + "export MINE=2\n" + END;
    Files.writeString(zprofile, text);
    assertEquals(0, hooks("remove-zsh").code());
    assertEquals(BEGIN + HOOK + "export MINE=1\nexport MINE=2\n" + END, Files.readString(zprofile));
  }

  @Test
  void linesOfOthersInABlockStay() throws Exception {
    String text = BEGIN + HOOK + "export MINE=1\n" + END + "export MINE=2\n";
    Files.writeString(zprofile, text);
    Run removed = hooks("remove-zsh");
    assertTrue(removed.err().contains("line 1: this block is not as it was written"));
    assertEquals(text, Files.readString(zprofile));
  }

  @Test
  void aBlockThatCannotBeReadLeavesTheFileAsItWas() throws Exception {
    Files.writeString(zprofile, "export MINE=1\n");
    assertEquals(1, hooks("add-zsh", root.resolve("missing").toString()).code());
    assertEquals("export MINE=1\n", Files.readString(zprofile));
    assertOnlyZprofileIsThere();
  }

  private void assertOnlyZprofileIsThere() throws IOException {
    try (Stream<Path> files = Files.list(zprofile.getParent())) {
      assertEquals(List.of(zprofile), files.toList());
    }
  }

  private Run hooks(String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", Path.of("src/install/hooks").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("SESSIONLOG_ROOT", root.toString());
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), err);
  }
}
