package dev.sessionlog.unix;

/**
 * What fstat(2) says of an open file.
 *
 * @param fifo whether it is a named pipe
 * @param uid the owner
 * @param mode the permission bits, with set-id and sticky bits
 * @param device the device it lives on
 * @param inode its number there
 * @param size its length in bytes
 * @param links how many names it has
 */
public record FileFacts(
    boolean fifo, long uid, int mode, long device, long inode, long size, long links) {
  /** Returns true when both describe the same file. */
  public boolean sameFile(FileFacts other) {
    return device == other.device && inode == other.inode;
  }
}
