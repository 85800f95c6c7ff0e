package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Output as no program writes it: text, control sequences and noise at random. */
final class RandomOutput {
  private static final String[] PIECES = {
    "\r",
    "\n",
    "\r\n",
    "\r\n",
    "\b",
    "\t",
    "\033[K",
    "\033[1K",
    "\033[2K",
    "\033[J",
    "\033[1J",
    "\033[2J",
    "\033[H",
    "\033[H\033[2J",
    "\033[A",
    "\033[3A",
    "\033[2B",
    "\033[5C",
    "\033[9D",
    "\033[P",
    "\033[3@",
    "\033[L",
    "\033[2M",
    "\033[S",
    "\033[T",
    "\033M",
    "\033D",
    "\0337",
    "\0338",
    "\033[s",
    "\033[u",
    "\033c",
    "\033[!p",
    "\033#8",
    "\033[2;5r",
    "\033[r",
    "\033[?6h",
    "\033[?6l",
    "\033[?7l",
    "\033[?7h",
    "\033[4h",
    "\033[4l",
    "\033[?1049h",
    "\033[?1049l",
    "\033[?47h",
    "\033[?47l",
    "\033[?1047h",
    "\033[?1047l",
    "\033(0",
    "\033(B",
    "\016",
    "\017",
    "\033[31;44m",
    "\033[0m",
    "\033[38;2;1;2;3m",
    "\033[4:3m",
    "\033]0;title\007",
    "\033]2;t\033\\",
    "\033P1$q\033\\",
    "\033_x\033\\",
    "\033[5b",
    "\033[3X",
    "\033[2I",
    "\033[Z",
    "\033[3g",
    "\033H",
    "$ ls -l",
    "word ",
    "                    ",
    "0123456789",
    "\u00E9",
    "e\u0301",
    "\u6F22\u5B57",
    "\uD83D\uDE00",
    "\uD83D\uDC69\u200D\uD83D\uDCBB",
    "\u2764\uFE0F",
    "\u202E",
    "\u200B",
    "\u200D",
    "\u0645\u06CC\u200C\u062E",
    "1\uFE0F\u20E3",
    "\uFE0F",
    "\u2028",
    "\u009B2J",
    "\u0085",
    "\u05D0\u05D1",
    "\033",
    "\033[",
    "\033[12;",
    "\033]0;",
    "\030",
    "\033[65535;65535H",
    "\033[99999999999999999999C",
    "\033[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20m",
  };

  private RandomOutput() {}

  /** Output, or a change of size, at a time; {@code octets} holds a byte in each character. */
  record Event(Duration at, String octets, @Nullable TerminalSize size) {
    byte[] bytes() {
      return octets.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    long millis = 0;
    for (int count = 1 + random.nextInt(8); count > 0; count--) {
      millis += random.nextInt(2) == 0 ? random.nextInt(10) : random.nextInt(5000);
      boolean resize = random.nextInt(10) == 0;
      TerminalSize size = resize ? TranscriptRendererPropertiesTest.size(random) : null;
      events.add(new Event(Duration.ofMillis(millis), octets(random), size));
    }
    return events;
  }

  private static String octets(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int count = random.nextInt(40); count > 0; count--) {
      int choice = random.nextInt(12);
      if (choice == 0) {
        out.write(random.nextInt(256));
      } else if (choice == 1) {
        String sequence = "\033[" + random.nextInt(40) + ";" + random.nextInt(120);
        out.writeBytes(
            (sequence + (char) ('@' + random.nextInt(63))).getBytes(StandardCharsets.UTF_8));
      } else {
        out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  static boolean isForbidden(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0xD800 && c <= 0xDFFF);
  }
}
