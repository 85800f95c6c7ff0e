package dev.sessionlog.login;

import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A named pipe that a {@code script} has open to write, as the kernel shows it.
 *
 * @param pid the process that runs script(1)
 * @param uid its user
 * @param device the device that the pipe is on
 * @param inode its number there
 * @param name its name, as the kernel knows it
 */
public record OpenPipe(long pid, long uid, long device, long inode, Path name) {
  /** Returns true when it is the file that stands at {@code path}, whatever its name is. */
  public boolean isAt(Path path) {
    return FileNumber.of(path, LinkOption.NOFOLLOW_LINKS)
        .equals(Optional.of(new FileNumber(device, inode)));
  }
}
