package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TranscriptLineTest {
  @Test
  void controlCharactersAreReplaced() {
    assertEquals("a b\uFFFD[0m\uFFFDé", TranscriptLine.clean("a\tb\u001b[0m\u009bé"));
    assertEquals("\uFFFD\uFFFD\uFFFD\uFFFD", TranscriptLine.clean("\u2028\u202e\u2066\u007f"));
  }

  @Test
  void whatIsNotOneIsKept() {
    String text = "$ echo größe 漢字 👩\u200d💻 می\u200cخواهم \u2030";
    assertSame(text, TranscriptLine.clean(text));
  }

  @Test
  void whatCannotBeSeenIsReplaced() {
    assertEquals("pass\uFFFDword", TranscriptLine.clean("pass\u200bword"));
    assertEquals("r\uFFFDm\uFFFD-\uFFFDr", TranscriptLine.clean("r\u00adm\u200d-\u200cr"));
    assertEquals("a\uFFFDb", TranscriptLine.clean("a" + Character.toString(0xE0041) + "b"));
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertEquals("\uFFFDx\uFFFD", TranscriptLine.clean("\ud83dx\ude00"));
    assertEquals("😀\uFFFD", TranscriptLine.clean("😀\ude00"));
  }

  @Property
  void cleanTextIsOneLineWithoutControls(@ForAll String text) {
    String clean = TranscriptLine.clean(text);
    assertEquals(text.codePointCount(0, text.length()), clean.codePointCount(0, clean.length()));
    assertEquals(clean, TranscriptLine.clean(clean));
    assertTrue(
        clean
            .codePoints()
            .noneMatch(
                c ->
                    Character.getType(c) == Character.CONTROL
                        || Character.getType(c) == Character.SURROGATE
                        || (c >= 0x2028 && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069)));
  }

  @Test
  void endlessTextIsCutWithAnEllipsis() {
    Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");
    String longest = "漢".repeat(TranscriptLine.LONGEST);
    assertEquals(longest, alice.line(1, longest).text());
    String cut = alice.line(1, longest + "x").text();
    assertEquals(longest.substring(1) + "…", cut);
  }

  @Test
  void numbersCountFromOne() {
    Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");
    assertThrows(IllegalArgumentException.class, () -> alice.line(0, "x"));
  }
}
