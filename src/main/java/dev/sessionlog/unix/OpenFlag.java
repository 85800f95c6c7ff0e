package dev.sessionlog.unix;

/** Flags of {@link Unix#open}; close-on-exec and no-follow are always added. */
public enum OpenFlag {
  /** For reading. */
  READ(0),
  /** For writing. */
  WRITE(01),
  /** Returns at once instead of waiting in open(2), read or write. */
  NONBLOCK(04000),
  /** Creates the file with mode 0600, less the umask, if it does not exist. */
  CREATE(0100),
  /** With {@link #CREATE}: fails if the name exists, even as a symbolic link. */
  EXCLUSIVE(0200),
  /** Does not make a terminal the controlling terminal of the process. */
  NOCTTY(0400),
  /** Only refers to the file, for {@link UnixFile#facts} and {@link UnixFile#alias}. */
  PATH(010000000);

  final int bits;

  OpenFlag(int bits) {
    this.bits = bits;
  }
}
