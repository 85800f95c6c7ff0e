package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The file with the secret halves: two slots of 4096 bytes, which are written in place and never
 * moved, so that an overwritten key is gone if the file system writes in place. An even epoch's key
 * is in the first slot, an odd one's in the second.
 *
 * <p>A slot contains a magic word, the epoch, the secret and the public half, and the hash of
 * these; a partly written slot counts as empty. Java leaves copies of a key on its heap, so only a
 * short-lived process uses this class.
 */
final class KeyFile implements Signer {
  private static final byte[] MAGIC = "sessionlog key 1".getBytes(StandardCharsets.US_ASCII);
  private static final int SLOT = 4096;
  private static final int SLOTS = 2;
  private static final int KEY = 32;
  private static final int SIGNED_LENGTH = MAGIC.length + Long.BYTES + 2 * KEY;

  /** PrivateKeyInfo of an Ed25519 key, up to the secret (RFC 8410). */
  private static final byte[] DER = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final int PUBLIC_DER_LENGTH = 12;

  private final FileChannel file;

  /**
   * Creates the signer.
   *
   * @param file open for reading and writing
   */
  KeyFile(FileChannel file) {
    this.file = file;
  }

  /** The content of a slot. */
  private static final class Slot {
    private final long epoch;
    private final byte[] secret;
    private final byte[] open;

    Slot(long epoch, byte[] secret, byte[] open) {
      this.epoch = epoch;
      this.secret = secret;
      this.open = open;
    }
  }

  @Override
  public byte[] make(long epoch) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] secret = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] der = pair.getPublic().getEncoded();
      byte[] open = Arrays.copyOfRange(der, PUBLIC_DER_LENGTH, PUBLIC_DER_LENGTH + KEY);
      write(new Slot(epoch, secret, open));
      Arrays.fill(secret, (byte) 0);
      return open;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }

  private void write(Slot slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(SLOT);
    bytes.put(MAGIC).putLong(slot.epoch).put(slot.secret).put(slot.open);
    bytes.put(Sha256.of(signed(bytes)).bytes());
    writeAt(place(slot.epoch), bytes.clear());
  }

  private static byte[] signed(ByteBuffer slot) {
    byte[] signed = new byte[SIGNED_LENGTH];
    slot.get(0, signed);
    return signed;
  }

  private static long place(long epoch) {
    return epoch % SLOTS * SLOT;
  }

  private void writeAt(long place, ByteBuffer bytes) throws IOException {
    long at = place;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
    file.force(false);
  }

  private Optional<Slot> read(long place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(SIGNED_LENGTH + Sha256.LENGTH);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, place + bytes.position()) < 0) {
        return Optional.empty();
      }
    }
    byte[] hash = new byte[Sha256.LENGTH];
    bytes.get(SIGNED_LENGTH, hash);
    byte[] magic = new byte[MAGIC.length];
    bytes.flip().get(magic);
    if (!Arrays.equals(magic, MAGIC) || !Sha256.of(signed(bytes)).equals(new Sha256(hash))) {
      return Optional.empty();
    }
    long epoch = bytes.getLong();
    byte[] secret = new byte[KEY];
    byte[] open = new byte[KEY];
    bytes.get(secret).get(open);
    return place(epoch) == place ? Optional.of(new Slot(epoch, secret, open)) : Optional.empty();
  }

  @Override
  public Optional<byte[]> open(long epoch) throws IOException {
    return read(place(epoch)).filter(slot -> slot.epoch == epoch).map(slot -> slot.open);
  }

  @Override
  public OptionalLong newest() throws IOException {
    return keys().keySet().stream().mapToLong(Long::longValue).max();
  }

  /** Returns the public halves of the existing keys, by epoch. */
  NavigableMap<Long, byte[]> keys() throws IOException {
    NavigableMap<Long, byte[]> keys = new TreeMap<>();
    for (int i = 0; i < SLOTS; i++) {
      Optional<Slot> slot = read((long) i * SLOT);
      if (slot.isPresent() && signs(slot.get())) {
        keys.put(slot.get().epoch, slot.get().open);
      }
    }
    return keys;
  }

  /** A known public half could have been written beside another secret. */
  private boolean signs(Slot slot) throws IOException {
    byte[] text = {1};
    return new NoteKey("-", slot.open).signed(text, sign(slot.epoch, text));
  }

  @Override
  public byte[] sign(long epoch, byte[] text) throws IOException {
    Slot slot =
        read(place(epoch))
            .filter(found -> found.epoch == epoch)
            .orElseThrow(() -> new MissingKeyException("the key of epoch " + epoch + " is gone"));
    byte[] der = ByteBuffer.allocate(DER.length + KEY).put(DER).put(slot.secret).array();
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    } finally {
      Arrays.fill(der, (byte) 0);
      Arrays.fill(slot.secret, (byte) 0);
    }
  }

  @Override
  public void eraseBefore(long epoch) throws IOException {
    for (int i = 0; i < SLOTS; i++) {
      Optional<Slot> slot = read((long) i * SLOT);
      if (slot.isPresent() && slot.get().epoch < epoch) {
        writeAt((long) i * SLOT, ByteBuffer.allocateDirect(SLOT));
      }
    }
  }
}
