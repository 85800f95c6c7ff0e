package dev.sessionlog.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link java.util.regex.Pattern} reads: the one place that knows how an expression is
 * spelled. Where an expression asks more than its shape can say, as an anchor or a look at what
 * follows does, the shape takes more. What is not understood is {@linkplain Shape.Unknown unknown}
 * where it can be told where it ends; otherwise the whole is refused. For one expression.
 */
final class ShapeParser {
  private static final ByteSet DIGIT = ByteSet.range('0', '9');
  private static final ByteSet WORD =
      DIGIT.or(ByteSet.range('a', 'z')).or(ByteSet.range('A', 'Z')).or(ByteSet.of('_'));
  private static final ByteSet SPACE = ByteSet.anyOf(" \t\n\u000b\f\r");
  private static final Shape UNKNOWN = new Shape.Unknown(false);

  /** Escapes that further characters may belong to: a number, a name, a character. */
  private static final String LONG_ESCAPES = "xu0123456789kNc";

  private static final int DEEPEST = 200;
  private static final int MOST_REPEATS = 100_000;

  private final String regex;
  private final boolean ignoreCase;
  private int at;
  private int depth;

  /** Whether the class that is being read asks what no {@link ByteSet} can say. */
  private boolean vague;

  /** Thrown for unknown syntax. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("", null, false, false);
    }
  }

  private ShapeParser(String regex, boolean ignoreCase) {
    this.regex = regex;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Returns the shape of an expression; empty if it is not understood.
   *
   * @param regex a valid expression
   */
  static Optional<Shape> parse(String regex, boolean ignoreCase) {
    // java.util.regex removes quotes first, so a group in them is literal.
    if (regex.contains("\\Q") || regex.contains("\\E")) {
      return Optional.empty();
    }
    ShapeParser parser = new ShapeParser(regex, ignoreCase);
    try {
      Shape shape = parser.choice();
      return parser.at == regex.length() ? Optional.of(shape) : Optional.empty();
    } catch (Refused notUnderstood) {
      return Optional.empty();
    }
  }

  /** Returns the shape of a literal text. */
  static Shape literal(String text, boolean ignoreCase) {
    ShapeParser parser = new ShapeParser(text, ignoreCase);
    List<Shape> parts = new ArrayList<>();
    while (parser.more()) {
      parts.add(parser.one(parser.next()));
    }
    return new Shape.Sequence(parts);
  }

  private Shape choice() {
    depth++;
    if (depth > DEEPEST) {
      throw new Refused();
    }
    List<Shape> branches = new ArrayList<>();
    branches.add(sequence());
    while (peek() == '|') {
      at++;
      branches.add(sequence());
    }
    depth--;
    return branches.size() == 1 ? branches.get(0) : new Shape.Choice(branches);
  }

  private Shape sequence() {
    List<Shape> parts = new ArrayList<>();
    List<Shape> known = parts;
    while (more() && peek() != '|' && peek() != ')') {
      Shape atom = atom();
      known.add(repeat(atom));
      if (atom instanceof Shape.Unknown unknown && unknown.reachesOn()) {
        known = new ArrayList<>(); // is read for where the branch ends
      }
    }
    return new Shape.Sequence(parts);
  }

  private Shape atom() {
    int c = next();
    return switch (c) {
      case '(' -> group();
      case '[' -> characterClass();
      case '.' -> one(ByteSet.ALL);
      case '^', '$' -> Shape.EMPTY;
      case '\\' -> escape();
      case '*', '+', '?', '{' -> throw new Refused();
      default -> one(c);
    };
  }

  private Shape one(int c) {
    return new Shape.One(inEitherCase(ByteSet.of(c)), Character.toString(c));
  }

  private Shape one(ByteSet set) {
    return new Shape.One(inEitherCase(set), "");
  }

  private ByteSet inEitherCase(ByteSet set) {
    return ignoreCase ? set.ignoringCase() : set;
  }

  private Shape group() {
    boolean looksAround = false;
    if (peek() == '?') {
      at++;
      int kind = next();
      boolean behind = kind == '<' && (peek() == '=' || peek() == '!');
      looksAround = kind == '=' || kind == '!' || behind;
      if (behind) {
        at++;
      } else if (kind == '<') {
        skipBehind('>');
      } else if (!looksAround && kind != ':' && kind != '>') {
        throw new Refused();
      }
    }
    Shape inside = choice();
    if (next() != ')') {
      throw new Refused();
    }
    return looksAround ? Shape.EMPTY : inside;
  }

  private Shape escape() {
    int c = next();
    if ("bBAzZG".indexOf(c) >= 0) {
      if (peek() != '{') {
        return Shape.EMPTY;
      }
      skipBehind('}');
      return UNKNOWN;
    }
    if (isItself(c)) {
      return one(c);
    }
    vague = false;
    ByteSet set = escaped(c);
    return vague ? new Shape.Unknown(LONG_ESCAPES.indexOf(c) >= 0) : one(set);
  }

  private static boolean isItself(int c) {
    return c < ByteSet.ASCII && (!WORD.hasAscii(c) || c == '_');
  }

  /** Reads what belongs to {@code c} behind a backslash, where that stands for one character. */
  private ByteSet escaped(int c) {
    return switch (c) {
      case 'd' -> DIGIT;
      case 'D' -> DIGIT.complement();
      case 'w' -> WORD;
      case 'W' -> WORD.complement();
      case 's' -> SPACE;
      case 'S' -> SPACE.complement();
      case 't' -> ByteSet.of('\t');
      case 'p', 'P' -> property();
      default -> isItself(c) ? ByteSet.of(c) : unclear(c);
    };
  }

  /** Digits that belong to it are left: they change nothing of where a branch or a class ends. */
  private ByteSet unclear(int c) {
    vague = true;
    if (c == 'c') {
      next();
    } else if (c == 'k' && peek() == '<') {
      skipBehind('>');
    } else if ((c == 'x' || c == 'N') && peek() == '{') {
      skipBehind('}');
    }
    return ByteSet.ALL;
  }

  private void skipBehind(char end) {
    at = regex.indexOf(end, at) + 1;
    if (at == 0) {
      throw new Refused();
    }
  }

  /** Any character may match it. */
  private ByteSet property() {
    if (next() == '{') {
      skipBehind('}');
    }
    return ByteSet.ALL;
  }

  private Shape characterClass() {
    vague = false;
    ByteSet set = bracketed();
    return vague ? UNKNOWN : one(set);
  }

  /** Parses a class after its bracket. */
  private ByteSet bracketed() {
    boolean others = peek() == '^';
    if (others) {
      at++;
    }
    ByteSet all = ByteSet.NONE;
    boolean first = true;
    while (first || peek() != ']') {
      if (peek() == '[') {
        vague |= others;
        at++;
        all = all.or(bracketed());
      } else {
        vague |= regex.startsWith("&&", at);
        all = all.or(member(others));
      }
      first = false;
    }
    at++;
    return others ? all.complement() : all;
  }

  private ByteSet member(boolean others) {
    int c = next();
    ByteSet set;
    boolean single = true;
    if (c == '\\') {
      int escape = next();
      set = escaped(escape);
      single = escape < ByteSet.ASCII && !WORD.hasAscii(escape);
      c = escape;
      if (escape == 'p' || escape == 'P') {
        set = others ? ByteSet.NONE : set;
      }
    } else {
      set = ByteSet.of(c);
    }
    boolean range =
        peek() == '-' && at + 1 < regex.length() && "[]".indexOf(regex.charAt(at + 1)) < 0;
    if (!range) {
      return set;
    }
    at++;
    if (!single || peek() == '\\') {
      vague = true; // what ends the range is read as if it stood alone
      return set;
    }
    int last = next();
    if (last < c) {
      vague = true; // digits of an escape that is not understood
      return set;
    }
    return ByteSet.range(c, last);
  }

  private Shape repeat(Shape part) {
    if (!more()) {
      return part;
    }
    Shape repeated;
    switch (peek()) {
      case '*' -> repeated = new Shape.Repeat(part, 0, Integer.MAX_VALUE);
      case '+' -> repeated = new Shape.Repeat(part, 1, Integer.MAX_VALUE);
      case '?' -> repeated = new Shape.Repeat(part, 0, 1);
      case '{' -> repeated = counted(part);
      default -> {
        return part;
      }
    }
    at++;
    if (peek() == '?' || peek() == '+') {
      at++;
    }
    if ("*+?{".indexOf(peek()) >= 0) {
      throw new Refused();
    }
    return repeated;
  }

  /** Parses {@code {2}}, {@code {2,}} or {@code {2,5}}, up to the closing brace. */
  private Shape counted(Shape part) {
    at++;
    int least = number();
    int most = least;
    if (peek() == ',') {
      at++;
      most = peek() == '}' ? Integer.MAX_VALUE : number();
    }
    if (peek() != '}') {
      throw new Refused();
    }
    return new Shape.Repeat(part, least, most);
  }

  private int number() {
    int value = 0;
    int start = at;
    while (peek() >= '0' && peek() <= '9' && value < MOST_REPEATS) {
      value = value * 10 + next() - '0';
    }
    if (at == start || value >= MOST_REPEATS) {
      throw new Refused();
    }
    return value;
  }

  private boolean more() {
    return at < regex.length();
  }

  /** Returns the next unit; -1 at the end. */
  private int peek() {
    return more() ? regex.charAt(at) : -1;
  }

  private int next() {
    if (!more()) {
      throw new Refused();
    }
    int c = regex.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }
}
