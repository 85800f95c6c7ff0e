package dev.sessionlog.evidence;

import java.io.IOException;

/** A file is no bundle of evidence, or no whole one. */
public final class MalformedBundleException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedBundleException(String what) {
    super(what);
  }
}
