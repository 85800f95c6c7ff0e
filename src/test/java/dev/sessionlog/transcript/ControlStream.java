package dev.sessionlog.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Output for comparing terminals, at random, but without what terminals disagree about: so a move
 * to the left and an erasure begin at a column that was gone to, not behind the last one, and
 * nothing cuts a wide character in two.
 */
final class ControlStream {
  /** What a stream is made of, besides text and plain controls. */
  enum Family {
    /** Moves, erasures, and what moves characters within a row. */
    EDITING("moves,erasures,row editing,strings"),
    /** Margins, scrolling, origin mode. */
    MARGINS("moves,margins,scrolling,erasures"),
    /** Inserting and deleting rows; where margins are set, tmux does it outside of them too. */
    ROWS("moves,rows,scrolling,row editing"),
    /** Character sets, modes, tabs, the saved cursor. */
    MODES("moves,modes,tabs,charsets,strings,inserting"),
    /** The alternate screen, as programs enter and leave it. */
    ALTERNATE("moves,alternate,erasures,scrolling"),
    /** ICH; where a row is full, tmux leaves its last character. */
    INSERTION("moves,insertion,row editing,strings"),
    /** Wide and combining characters, which wrap and are written over whole. */
    WIDE("wide,wide,places,strings");

    private final String kinds;

    Family(String kinds) {
      this.kinds = kinds;
    }
  }

  private static final List<String> TEXTS =
      List.of("a", "word ", "$ ls -l", "0123456789", "\u00E9", "xx", "   ");
  private static final List<String> CONTROLS =
      List.of("\r", "\r\n", "\r\n", "\r\n", "\007", "\t", "\r\t", "\r\013");
  private static final List<String> STRINGS =
      List.of(
          "\033]0;title\007",
          "\033]2;t\033\\",
          "\033Pq#0\033\\",
          "\033_x\033\\",
          "\033^y\033\\",
          "\033]8;;http://example.org\033\\",
          "\033[31;44m",
          "\033[0m",
          "\033[38;2;1;2;3m",
          "\033[4:3m",
          "\033[?25l",
          "\033[?2004h",
          "\033[?1h",
          "\033=");
  private static final List<String> WIDE =
      List.of("\u6F22", "\u5B57\u6F22\u5B57", "\uFF41", "e\u0301", "a\u0323\u0308", "\uD83D\uDE00");

  private final Random random;
  private final Family family;
  private final int columns;
  private final int rows;
  private boolean inAlternate;

  ControlStream(long seed, Family family, int columns, int rows) {
    this.random = new Random(seed);
    this.family = family;
    this.columns = columns;
    this.rows = rows;
  }

  static byte[] bytes(List<String> pieces) {
    return String.join("", pieces).getBytes(UTF_8);
  }

  /** Returns a stream in pieces, each of which could be left out. */
  List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    for (int count = 5 + random.nextInt(60); count > 0; count--) {
      int choice = random.nextInt(10);
      if (choice < 3) {
        pieces.add(of(TEXTS).repeat(1 + random.nextInt(4)));
      } else if (choice < 5) {
        pieces.add(of(CONTROLS));
      } else {
        pieces.add(piece(choose(family.kinds.split(","))));
      }
    }
    return pieces;
  }

  private String piece(String kind) {
    return switch (kind) {
      case "moves" -> move();
      case "erasures" -> choose(column() + csi("012", "K"), place() + csi("012", "J"), clear());
      case "row editing" -> column() + "\033[" + number() + one("PX");
      case "insertion" -> column() + "\033[" + number() + "@";
      case "margins" -> margins();
      case "scrolling" ->
          choose(
              "\033[" + number() + one("ST"), column() + choose("\n", "\033M", "\033D", "\033E"));
      case "rows" -> place() + "\033[" + number() + one("LM") + "\r";
      case "modes" ->
          choose(
              "\033[?7l",
              "\033[?7h",
              column() + choose("\0337", "\033[s"),
              choose("\0338", "\033[u"));
      case "inserting" -> "\033[" + (1 + random.nextInt(columns - 5)) + "G\033[4hxyz\033[4l";
      case "tabs" ->
          choose(
              column() + "\033H", column() + "\033[0g", "\033[3g", column() + "\033[Z", "\r\t\t");
      case "charsets" -> choose("\033(0", "\033(B", "\033)0", "\033)B", "\016", "\017");
      case "alternate" -> alternate();
      case "wide" -> of(WIDE).repeat(1 + random.nextInt(3));
      case "places" ->
          choose("\033[H\033[2J", "\r\n", "\033[" + (1 + random.nextInt(rows)) + ";1H");
      default -> of(STRINGS);
    };
  }

  private String move() {
    return switch (random.nextInt(4)) {
      case 0 -> place();
      case 1 -> column() + "\033[" + number() + one("ABCDEF");
      case 2 -> "\033[" + (5 + random.nextInt(columns - 5)) + "G" + "\b".repeat(random.nextInt(4));
      default -> "\033[" + (1 + random.nextInt(rows)) + "d" + column();
    };
  }

  /** The cursor goes home by a sequence of its own: in origin mode terminals go to two places. */
  private String margins() {
    int top = 1 + random.nextInt(rows - 1);
    int bottom = top + 1 + random.nextInt(rows - top);
    return choose(
        "\033[" + top + ";" + bottom + "r\033[H",
        "\033[r\033[H",
        "\033[?6h\033[H",
        "\033[?6l\033[H");
  }

  private String alternate() {
    inAlternate = !inAlternate;
    return column() + "\033[?1049" + (inAlternate ? "h" : "l");
  }

  private String clear() {
    return family == Family.EDITING
        ? choose("\033[H\033[J", "\033[H\033[2J", "\033#8", "\033c")
        : "\033[H\033[2J";
  }

  private String place() {
    return "\033[%d;%dH".formatted(1 + random.nextInt(rows), 1 + random.nextInt(columns));
  }

  private String column() {
    return "\033[" + (1 + random.nextInt(columns)) + one("G`");
  }

  private String csi(String parameters, String last) {
    return "\033[" + one(parameters) + last;
  }

  /** Nothing, a small number, and now and then one that is too large. */
  private String number() {
    return random.nextInt(4) == 0
        ? ""
        : Integer.toString(random.nextInt(20) == 0 ? 99 : random.nextInt(6));
  }

  private char one(String characters) {
    return characters.charAt(random.nextInt(characters.length()));
  }

  private String choose(String... choices) {
    return of(List.of(choices));
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
