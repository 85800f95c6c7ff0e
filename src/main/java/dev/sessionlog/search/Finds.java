package dev.sessionlog.search;

/** Receives the results of a search. */
interface Finds {
  /**
   * Receives a hit.
   *
   * @return false when no more are wanted
   */
  boolean add(Hit hit);

  /** Returns false if no more are wanted. */
  boolean wanted();

  /** Reports the number of further bytes searched. */
  void passed(long bytes);

  /** Receives one line for people about something unreadable. */
  void damage(String line);
}
