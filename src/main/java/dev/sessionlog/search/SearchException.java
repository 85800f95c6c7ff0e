package dev.sessionlog.search;

/** A search that cannot go on, with the reason in a line for people. */
public final class SearchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SearchException(String message, Throwable cause) {
    super(message, cause);
  }
}
