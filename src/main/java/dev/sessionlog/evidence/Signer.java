package dev.sessionlog.evidence;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the secret halves of the keys. Each is used once and then erased, so that nobody can later
 * sign earlier content. For one thread.
 */
interface Signer {
  /**
   * Creates the key of an epoch, and waits until it is on the disk. An earlier key of that epoch is
   * lost.
   *
   * @return its public half, 32 bytes
   */
  byte[] make(long epoch) throws IOException;

  /** Returns the public half of the key of an epoch, if it exists. */
  Optional<byte[]> open(long epoch) throws IOException;

  /** Returns the newest epoch with a key. */
  OptionalLong newest() throws IOException;

  /**
   * Signs a text with the key of an epoch.
   *
   * @throws MissingKeyException if it is missing
   */
  byte[] sign(long epoch, byte[] text) throws IOException;

  /** Overwrites the keys of all epochs before this one, and waits until that is on the disk. */
  void eraseBefore(long epoch) throws IOException;

  /** Drops keys from memory, because none is needed for a while. */
  default void rest() {}
}
