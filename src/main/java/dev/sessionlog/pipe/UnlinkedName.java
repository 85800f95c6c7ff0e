package dev.sessionlog.pipe;

import java.nio.file.Path;

/** The name that the kernel shows for an open file after it was unlinked. */
public final class UnlinkedName {
  private static final String MARK = " (deleted)";

  private UnlinkedName() {}

  /**
   * Returns the name that a file has or had, given the target of a link in {@code /proc/PID/fd}.
   */
  public static Path without(Path link) {
    String name = link.toString();
    return name.endsWith(MARK) ? Path.of(name.substring(0, name.length() - MARK.length())) : link;
  }
}
