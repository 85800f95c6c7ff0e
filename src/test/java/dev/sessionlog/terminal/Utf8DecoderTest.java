package dev.sessionlog.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Utf8DecoderTest {
  @Test
  void eachMaximalSubpartIsReplacedOnce() {
    // The examples of Unicode, section 3.9, tables 3-8 to 3-11.
    assertEquals(
        "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd",
        decode('a', 0xF1, 0x80, 0x80, 0xE1, 0x80, 0xC2, 'b', 0x80, 'c', 0x80, 0xBF, 'd'));
    assertEquals("\uFFFD\uFFFD\uFFFDA", decode(0xED, 0xA0, 0x80, 'A'));
    assertEquals("\uFFFD\uFFFDA", decode(0xC0, 0xAF, 'A'));
    assertEquals("\uFFFD\uFFFD\uFFFD\uFFFDA", decode(0xF4, 0x91, 0x92, 0x93, 'A'));
  }

  @Test
  void characterMayBeSplitAnywhere() {
    Utf8Decoder decoder = new Utf8Decoder();
    assertEquals(Utf8Decoder.INCOMPLETE, decoder.accept((byte) 0xE2));
    assertEquals(Utf8Decoder.INCOMPLETE, decoder.accept((byte) 0x82));
    assertEquals('€', decoder.accept((byte) 0xAC));
  }

  /** The JDK replaces maximal subparts too, but for surrogates (0xED), which stand above. */
  @Property(tries = 2000)
  void decodesAsTheJdkDoes(@ForAll byte[] bytes) {
    byte[] closed = Arrays.copyOf(bytes, bytes.length + 1);
    closed[bytes.length] = ' ';
    int[] octets = new int[closed.length];
    for (int i = 0; i < octets.length; i++) {
      closed[i] = closed[i] == (byte) 0xED ? (byte) 0xEE : closed[i];
      octets[i] = closed[i];
    }
    assertEquals(new String(closed, StandardCharsets.UTF_8), decode(octets));
  }

  private static String decode(int... octets) {
    Utf8Decoder decoder = new Utf8Decoder();
    StringBuilder text = new StringBuilder();
    for (int octet : octets) {
      int c = decoder.accept((byte) octet);
      if (c == Utf8Decoder.MALFORMED_RETRY) {
        text.append('\uFFFD');
        c = decoder.accept((byte) octet);
      }
      if (c >= 0) {
        text.appendCodePoint(c);
      }
    }
    return text.toString();
  }
}
