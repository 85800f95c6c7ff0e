package dev.sessionlog.search;

/** Reports that a search cannot continue, with the reason as one line for people. */
public final class SearchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SearchException(String message, Throwable cause) {
    super(message, cause);
  }
}
