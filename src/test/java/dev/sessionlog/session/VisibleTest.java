package dev.sessionlog.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleTest {
  @Test
  void plainTextStaysAsItIs() {
    String text = "ls -l  'a b' ~/\\x";
    assertSame(text, Visible.line(text));
    assertEquals("grüße 日本 👩‍🚀", Visible.line("grüße 日本 👩‍🚀"));
    assertEquals("a\tb", Visible.line("a\tb"));
  }

  @Test
  void whateverCouldActOnATerminalIsSpeltOut() {
    assertEquals("a\\x1b]0;t\\x07b", Visible.line("a\033]0;t\007b"));
    assertEquals("\\x9b2J\\x7f\\r\\n", Visible.line("\u009b2J\u007f\r\n"));
    assertEquals("user\\u{202e}gpj.exe", Visible.line("user\u202egpj.exe"));
    assertEquals("\\u{d800}", Visible.line("\ud800"));
    assertEquals("a\\tb", Visible.field("a\tb"));
  }

  @Test
  void orABlankStandsForIt() {
    assertEquals("a  b c d", Visible.blanked("a\t\u009bb\u2028c\u202ed"));
    assertEquals("gr\u00fc\u00dfe", Visible.blanked("gr\u00fc\u00dfe"));
  }

  @Property
  void nothingHarmfulIsLeft(@ForAll String text) {
    assertTrue(Visible.field(text).chars().noneMatch(Character::isISOControl));
    assertTrue(Visible.blanked(text).chars().noneMatch(Character::isISOControl));
  }
}
