package dev.sessionlog.unix;

/** How {@link Unix#open} opens; close-on-exec and no-follow are always added. */
public enum OpenFlag {
  /** For reading. */
  READ(0),
  /** For writing. */
  WRITE(01),
  /** Returns at once where open(2), read or write would wait. */
  NONBLOCK(04000),
  /** Creates the file, mode 0600 less the umask, when it does not exist. */
  CREATE(0100),
  /** With {@link #CREATE}: fails when anything has that name, a symbolic link too. */
  EXCLUSIVE(0200),
  /** Does not become the process's controlling terminal. */
  NOCTTY(0400),
  /** Only names the file: good for {@link UnixFile#facts} and {@link UnixFile#alias}. */
  PATH(010000000);

  final int bits;

  OpenFlag(int bits) {
    this.bits = bits;
  }
}
