package dev.sessionlog.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which characters a line may hold, in text and on the screen alike. */
class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E,
        0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2061, 0x2064, 0x2065, 0x2066, 0x2069,
        0x206F, 0x3164, 0xFDD0, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFE, 0x13430,
        0x1BCA0, 0x1D173, 0x1FFFF, 0xE0001, 0xE0041, 0xE0100, 0x10FFFF
      })
  void invisibleCharactersAreReplaced(int codePoint) {
    String hidden = "pass" + Character.toString(codePoint) + "word";

    assertEquals("pass\uFFFDword", PlainText.of(hidden));
    Terminal terminal = new Terminal(20, 2, Screens.NOBODY);
    Screens.feed(terminal, hidden);
    assertEquals("pass\uFFFDword", terminal.primaryRow(0).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "می\u200Cخواهم", // Persian
        "क्\u200Dष क्\u200Cष", // Devanagari
        "👩\u200D💻 👩🏽\u200D💻 ❤\uFE0F\u200D🔥", // emoji
        "❤\uFE0F ☎\uFE0E 1\uFE0F\u20E3 #\uFE0F\u20E3",
        "葛\uDB40\uDD00城", // a variant of an ideograph
        "ᠠ\u180B",
        "e\u0301 \u1EBF a\u0336 \u05E9\u05B8\u05C1 \u0E01\u0E33",
        "a\u00A0b\u202Fc\u3000d\u2800e",
      })
  void whatChangesWhatIsSeenStays(String text) {
    assertSame(text, PlainText.of(text));
    Terminal terminal = new Terminal(40, 2, Screens.NOBODY);
    Screens.feed(terminal, text);
    assertEquals(text, terminal.primaryRow(0).text());
  }

  @Test
  void joinersHideNothingInARow() {
    assertEquals("م\u200C\uFFFD", PlainText.of("م\u200C\u200C"));
    assertEquals("1\uFFFD", PlainText.of("1\uFE0F"));
    assertEquals("\uFFFDa", PlainText.of("\u200Da"));
  }
}
