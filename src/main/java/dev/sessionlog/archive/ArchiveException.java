package dev.sessionlog.archive;

import java.io.IOException;

/** An archive that cannot do what it was asked: what kind of trouble, and one line for people. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What kind of trouble it is, which decides what is to be done. */
  public enum Kind {
    /** There is no object of that name. */
    ABSENT,
    /** There is no such bucket or folder. */
    NO_ARCHIVE,
    /** It is there, but it is not the archive that was there before: a disk is not mounted. */
    ANOTHER_ARCHIVE,
    /** Its names are those of a later version. */
    NEWER_LAYOUT,
    /** The credentials are wrong, or may not do this. */
    DENIED,
    /** It has no room. */
    FULL,
    /** The clock of this machine, or of the store, is wrong. */
    CLOCK,
    /** It cannot do what an archive needs, and never will. */
    UNFIT,
    /** It does not answer, or not as it should: it may later. */
    AWAY
  }

  /** Tells what is wrong. */
  public ArchiveException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Tells what is wrong, and what was thrown. */
  public ArchiveException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Tells whether it concerns one object, and the others can be read. */
  public boolean isOfOneObject() {
    return kind == Kind.UNFIT || kind == Kind.ABSENT;
  }

  /** Returns what kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
