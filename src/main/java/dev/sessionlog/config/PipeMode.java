package dev.sessionlog.config;

import java.util.regex.Pattern;

/**
 * The permission bits of a session's pipe, written as for chmod(1): octal, for example {@code
 * 0620}, or symbolic, for example {@code u=rw,g=w} or {@code a=rwx}. Symbolic modes start with no
 * permissions, and the umask has no influence. The owner can always read and write, because the
 * collector owns the pipe.
 */
public final class PipeMode {
  /** A description of a mode, for messages. */
  public static final String EXPECTED =
      "an octal mode such as \"0620\" or a symbolic one such as \"u=rw,g=w\","
          + " with read and write for the owner";

  private static final int OWNER_READ_WRITE = 0600;
  private static final int ALL = 0777;
  private static final Pattern OCTAL = Pattern.compile("0{0,4}[0-7]{1,4}");

  private final int bits;

  private PipeMode(int bits) {
    this.bits = bits;
  }

  /**
   * Parses a mode.
   *
   * @throws IllegalArgumentException if it is not a mode, or not one that a pipe can have, with a
   *     message for people
   */
  public static PipeMode parse(String text) {
    int bits = OCTAL.matcher(text).matches() ? Integer.parseInt(text, 8) : symbolic(text);
    if ((bits & ~ALL) != 0) {
      throw new IllegalArgumentException(
          Quoted.text(text) + " has set-id or sticky bits, which a pipe cannot have");
    }
    if ((bits & OWNER_READ_WRITE) != OWNER_READ_WRITE) {
      throw new IllegalArgumentException(
          Quoted.text(text) + " keeps the collector, the pipe's owner, from reading and writing");
    }
    return new PipeMode(bits);
  }

  /** Returns the bits as for chmod(2), 0600 to 0777. */
  public int bits() {
    return bits;
  }

  private static int symbolic(String text) {
    int mode = 0;
    for (String clause : text.split(",", -1)) {
      mode = new Clause(clause, text).apply(mode);
    }
    return mode;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PipeMode mode && bits == mode.bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }

  /** Returns the mode in octal, four digits. */
  @Override
  public String toString() {
    return String.format("%04o", bits);
  }

  /** One clause of a symbolic mode: {@code [ugoa...][[-+=][rwxX...|ugo]]...}. */
  private static final class Clause {
    private final String clause;
    private final String whole;
    private int at;

    Clause(String clause, String whole) {
      this.clause = clause;
      this.whole = whole;
    }

    int apply(int mode) {
      int who = who();
      int result = mode;
      do {
        result = action(who, result);
      } while (at < clause.length());
      return result;
    }

    private int who() {
      int who = 0;
      while (at < clause.length()) {
        switch (clause.charAt(at)) {
          case 'u' -> who |= 0700;
          case 'g' -> who |= 0070;
          case 'o' -> who |= 0007;
          case 'a' -> who |= ALL;
          default -> {
            return who == 0 ? ALL : who;
          }
        }
        at++;
      }
      throw bad();
    }

    private int action(int who, int mode) {
      char operator = clause.charAt(at++);
      int change = permissions(mode) & who;
      return switch (operator) {
        case '+' -> mode | change;
        case '-' -> mode & ~change;
        case '=' -> (mode & ~who) | change;
        default -> throw bad();
      };
    }

    /** The permissions that follow, for each of user, group and others. */
    private int permissions(int mode) {
      if (at < clause.length() && "ugo".indexOf(clause.charAt(at)) >= 0) {
        return 0111
            * (7
                & switch (clause.charAt(at++)) {
                  case 'u' -> mode >> 6;
                  case 'g' -> mode >> 3;
                  default -> mode;
                });
      }
      int permissions = 0;
      while (at < clause.length() && "+-=".indexOf(clause.charAt(at)) < 0) {
        permissions |=
            switch (clause.charAt(at++)) {
              case 'r' -> 0444;
              case 'w' -> 0222;
              case 'x' -> 0111;
              case 'X' -> (mode & 0111) == 0 ? 0 : 0111;
              default -> throw bad();
            };
      }
      return permissions;
    }

    private IllegalArgumentException bad() {
      return new IllegalArgumentException(Quoted.text(whole) + " is not a permission mode");
    }
  }
}
