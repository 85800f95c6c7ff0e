package dev.sessionlog.pipe;

import java.nio.file.Path;

/** How the kernel names an open file that has no name any more. */
public final class UnlinkedName {
  private static final String MARK = " (deleted)";

  private UnlinkedName() {}

  /** Returns the name that a file has or had, of what a link in {@code /proc/PID/fd} says. */
  public static Path without(Path link) {
    String name = link.toString();
    return name.endsWith(MARK) ? Path.of(name.substring(0, name.length() - MARK.length())) : link;
  }
}
