package dev.sessionlog.collector;

import java.io.IOException;

/**
 * Reports that a lock belongs, or may belong, to another machine or container, whose state is
 * invisible here.
 */
final class TakenElsewhereException extends IOException {
  private static final long serialVersionUID = 1L;

  TakenElsewhereException(String owner) {
    super(owner);
  }
}
