package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The public half of an Ed25519 key (RFC 8032) that signs notes, with its name (C2SP signed-note).
 */
public final class NoteKey {
  private static final int LENGTH = 32;
  private static final byte ED25519 = 1;

  /** SubjectPublicKeyInfo of an Ed25519 key, up to the key (RFC 8410). */
  private static final byte[] DER = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] bytes;

  /**
   * Creates the key.
   *
   * @param name the signer: the origin of the ledger
   * @param bytes the 32 bytes of the key
   */
  public NoteKey(String name, byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + bytes.length);
    }
    this.name = name;
    this.bytes = bytes.clone();
  }

  /** Parses a key {@code name+hash+base64}, as {@link #toString} writes it. */
  public static Optional<NoteKey> parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      return Optional.empty();
    }
    return Base64Text.decode(parts[2], LENGTH + 1)
        .filter(typed -> typed[0] == ED25519)
        .map(typed -> new NoteKey(parts[0], ByteBuffer.wrap(typed).slice(1, LENGTH)))
        .filter(key -> key.toString().equals(text));
  }

  private NoteKey(String name, ByteBuffer bytes) {
    this(name, copy(bytes));
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  /** Returns the four bytes by which a signature names its key. */
  int id() {
    byte[] typed = typed();
    byte[] hash =
        Sha256.of(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n'}, typed).bytes();
    return ByteBuffer.wrap(hash).getInt();
  }

  private byte[] typed() {
    return ByteBuffer.allocate(LENGTH + 1).put(ED25519).put(bytes).array();
  }

  /** Returns true if the signature is of this key, over exactly this text. */
  boolean signed(byte[] text, byte[] signature) {
    try {
      byte[] der = ByteBuffer.allocate(DER.length + LENGTH).put(DER).put(bytes).array();
      PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(text);
      return check.verify(signature);
    } catch (GeneralSecurityException noPointOfTheCurveOrWrongLength) {
      return false;
    }
  }

  /** Returns the signer. */
  public String name() {
    return name;
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey key && toString().equals(key.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** Returns the form that Go's note package calls a verifier key. */
  @Override
  public String toString() {
    return name + "+" + String.format("%08x", id()) + "+" + Base64Text.encode(typed());
  }
}
