package dev.sessionlog.evidence;

import java.io.IOException;

/** Reports that a file is not a complete bundle of evidence. */
public final class MalformedBundleException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedBundleException(String what) {
    super(what);
  }
}
