package dev.sessionlog.session;

import java.util.Optional;

/**
 * From where somebody came, and whether that is known. The user's own environment can say anything;
 * what it says is a claim.
 *
 * @param address the host or address
 * @param source who says so
 */
public record Origin(String address, Source source) {
  private static final String MARK = "claimed:";

  /** Who says from where somebody came. */
  public enum Source {
    /** The system: what sshd and login(1) noted, or the kernel. */
    SYSTEM,
    /** The user. */
    USER
  }

  /** Returns an origin that is known. */
  public static Origin known(String address) {
    return new Origin(address, Source.SYSTEM);
  }

  /** Returns an origin that the user claims. */
  public static Origin claimed(String address) {
    return new Origin(address, Source.USER);
  }

  /** Returns true when the system says so. */
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

  /** Returns the address, with {@value #MARK} in front of it when it is only claimed. */
  @Override
  public String toString() {
    return (known() ? "" : MARK) + address;
  }
}
