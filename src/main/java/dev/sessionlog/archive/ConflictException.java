package dev.sessionlog.archive;

import java.io.IOException;

/** Something of this host that contradicts what the archive has. Nothing was changed there. */
final class ConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String name;

  ConflictException(String name, String what) {
    super(name + ": " + what);
    this.name = name;
  }

  /** Returns the name of the object. */
  String name() {
    return name;
  }
}
