package dev.sessionlog.unix;

/**
 * The facts of an open file, from fstat(2).
 *
 * @param fifo true for a named pipe
 * @param uid the owner
 * @param mode the permission bits, with set-id and sticky bits
 * @param device its device
 * @param inode its inode number on the device
 * @param size its length in bytes
 * @param links its number of hard links
 */
public record FileFacts(
    boolean fifo, long uid, int mode, long device, long inode, long size, long links) {
  /** Returns true if both describe the same file. */
  public boolean sameFile(FileFacts other) {
    return device == other.device && inode == other.inode;
  }
}
