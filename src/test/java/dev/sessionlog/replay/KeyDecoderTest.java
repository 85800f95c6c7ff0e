package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.replay.Key.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDecoderTest {
  private final KeyDecoder decoder = new KeyDecoder();

  @ParameterizedTest
  @CsvSource({
    "[A, UP",
    "[B, DOWN",
    "[C, RIGHT",
    "OD, LEFT",
    "[H, HOME",
    "OF, END",
    "[1~, HOME",
    "[4~, END",
    "[5~, PAGE_UP",
    "[6~, PAGE_DOWN",
    "[15~, OTHER",
    "[1;5C, OTHER",
    "[?1;2c, OTHER",
    "[200~, OTHER"
  })
  void sequencesAreOneKey(String sequence, Kind kind) {
    assertEquals(List.of(Key.of(kind), Key.of('q')), keys("\033" + sequence + "q"));
  }

  @Test
  void plainCharactersAndControls() {
    assertEquals(
        List.of(
            Key.of('a'),
            Key.of('ä'),
            Key.of(Kind.ENTER),
            Key.of(Kind.BACKSPACE),
            Key.of(Kind.INTERRUPT),
            Key.of(Kind.OTHER)),
        keys("aä\r\177\003\001"));
  }

  @Test
  void anEscapeIsOneWhenNothingFollows() {
    assertEquals(List.of(), keys("\033"));
    assertEquals(Kind.ESCAPE, decoder.pause().orElseThrow().kind());
    assertEquals(List.of(Key.of('[')), keys("["));
    assertEquals(true, decoder.pause().isEmpty());
  }

  @Test
  void anEndlessSequenceEnds() {
    assertEquals(Kind.OTHER, keys("\033[" + "1;".repeat(40)).get(0).kind());
  }

  private List<Key> keys(String typed) {
    List<Key> keys = new ArrayList<>();
    typed.codePoints().forEach(c -> decoder.accept(c).ifPresent(keys::add));
    return keys;
  }
}
