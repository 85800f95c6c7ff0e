package dev.sessionlog.session;

import java.util.Optional;

/**
 * Where a user came from, and whether that is certain. The user's environment can contain anything,
 * so an address from there is only a claim.
 *
 * @param address the host or address
 * @param source who says so
 */
public record Origin(String address, Source source) {
  private static final String MARK = "claimed:";

  /** The source of an origin. */
  public enum Source {
    /** The system: what sshd and login(1) noted, or the kernel. */
    SYSTEM,
    /** The user. */
    USER
  }

  /** Returns an origin that is certain. */
  public static Origin known(String address) {
    return new Origin(address, Source.SYSTEM);
  }

  /** Returns an origin that the user claims. */
  public static Origin claimed(String address) {
    return new Origin(address, Source.USER);
  }

  /** Returns true if the system named it. */
  public boolean known() {
    return source == Source.SYSTEM;
  }

  /** Returns the origin that {@link #toString} wrote; empty for an empty text. */
  public static Optional<Origin> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        text.startsWith(MARK) ? claimed(text.substring(MARK.length())) : known(text));
  }

  /** Returns the address, prefixed with {@value #MARK} if it is only a claim. */
  @Override
  public String toString() {
    return (known() ? "" : MARK) + address;
  }
}
