package dev.sessionlog.search;

/** Takes what a search finds. */
interface Finds {
  /**
   * Takes a hit.
   *
   * @return false when no more are wanted
   */
  boolean add(Hit hit);

  /** Returns false when no more are wanted. */
  boolean wanted();

  /** Says that so many bytes more are looked through. */
  void passed(long bytes);

  /** Takes what could not be read, in a line for people. */
  void damage(String line);
}
