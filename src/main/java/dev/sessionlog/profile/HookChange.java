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
    /** Nothing was done, because logins run the hook already. */
    ALREADY_INSTALLED,
    /** The hook was taken out of it. */
    REMOVED,
    /** The file was removed with the hook, because it was created for the hook. */
    DELETED,
    /** Nothing was done, because the user wrote the hook by hand. */
    WRITTEN_BY_HAND
  }
}
