package dev.sessionlog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;

class UnsetFileTest {
  private final UnsetFile unset = new UnsetFile(Set.of("log", "login"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "# nothing",
        "[log]\n# dir = \"/x\"\r\n\n  [login]\t\n# ünicode\tand tabs \u00a0\n",
        "\t \n#\n"
      })
  void whatSetsNothingIsRecognized(String text) {
    assertTrue(unset.matches(text));
    assertFalse(Toml.parse(text).hasErrors(), "and the parser finds no fault with it");
    assertEquals(Set.of(), Toml.parse(text).dottedKeySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dir = 1",
        "[log]\ndir = \"/x\"\n",
        "[log]\n[log]\n",
        "[logs]\n",
        "[[log]]\n",
        "[log] # a comment",
        "[ log ]",
        "[]",
        "[",
        "# a\u0001b",
        "# a\u007fb",
        "\f",
        "\u2003",
        "# a\rb",
        "\ufeff"
      })
  void whateverElseStandsThereIsForTheParser(String text) {
    assertFalse(unset.matches(text));
  }

  @Test
  void theFileOfAnInstallationIsRecognizedOnceItsKeysAreComments() throws IOException {
    String shipped = Files.readString(Path.of("docs/sessionlog.toml"));
    Set<String> tables = Keys.ALL.stream().map(Key::table).collect(Collectors.toSet());

    assertFalse(new UnsetFile(tables).matches(shipped));
    assertTrue(new UnsetFile(tables).matches(shipped.replaceAll("(?m)^([a-z_]+ = )", "# $1")));
  }
}
