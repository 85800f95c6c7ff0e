package dev.sessionlog.login;

import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A named pipe that a {@code script} has open for writing, as the kernel shows it.
 *
 * @param pid the process that runs script(1)
 * @param uid its user
 * @param device the device of the pipe
 * @param inode its inode number
 * @param name its name in the kernel
 */
public record OpenPipe(long pid, long uid, long device, long inode, Path name) {
  /** Returns true if it is the file at {@code path}, whatever its name is. */
  public boolean isAt(Path path) {
    return FileNumber.of(path, LinkOption.NOFOLLOW_LINKS)
        .equals(Optional.of(new FileNumber(device, inode)));
  }
}
