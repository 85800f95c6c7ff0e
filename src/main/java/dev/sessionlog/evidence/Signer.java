package dev.sessionlog.evidence;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the secret halves of the keys. Each is used once and then erased, so that nobody who comes
 * later can sign what was before. For one thread.
 */
interface Signer {
  /**
   * Makes the key of an epoch, and waits until the disk has it. What was made for that epoch before
   * is lost.
   *
   * @return its public half, 32 bytes
   */
  byte[] make(long epoch) throws IOException;

  /** Returns the public half of the key of an epoch, if it is there. */
  Optional<byte[]> open(long epoch) throws IOException;

  /** Returns the newest epoch of which a key is there. */
  OptionalLong newest() throws IOException;

  /**
   * Signs a text by the key of an epoch.
   *
   * @throws MissingKeyException when it is not there
   */
  byte[] sign(long epoch, byte[] text) throws IOException;

  /** Overwrites the keys of all epochs before this one, and waits until the disk has that. */
  void eraseBefore(long epoch) throws IOException;

  /** Says that no key is needed for a while: what is in memory goes. */
  default void rest() {}
}
