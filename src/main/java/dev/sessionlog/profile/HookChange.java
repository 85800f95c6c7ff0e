package dev.sessionlog.profile;

import java.nio.file.Path;

/**
 * What installing or uninstalling the hook did to one file.
 *
 * @param file the file
 * @param kind what was done
 */
public record HookChange(Path file, Kind kind) {
  /** What was done to a file. */
  public enum Kind {
    /** The hook was put into it. */
    INSTALLED,
    /** An older hook in it was replaced. */
    UPDATED,
    /** Nothing: a login reaches the hook already. */
    ALREADY_INSTALLED,
    /** The hook was taken out of it. */
    REMOVED,
    /** The hook was taken out of it, and nothing was left of a file that the hook had made. */
    DELETED,
    /** Nothing: the user wrote the hook into it, who may take it out again. */
    WRITTEN_BY_HAND
  }
}
