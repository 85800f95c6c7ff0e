package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The writer of the ledger: it appends entries, and a checkpoint after some of them. Only the
 * collector that serves the log dir writes it, in one thread.
 *
 * <p>The order of writing matters. Entries are on the disk before the checkpoint over them is
 * signed, the next key exists before the checkpoint that makes it valid, and the key that signed is
 * erased last. So after a crash the ledger ends a little earlier, and its key still exists.
 * Complete entries after the last checkpoint are kept; a partial one is removed.
 */
final class Ledger implements Closeable {
  private final LedgerFolder folder;
  private final LedgerDisk disk;
  private MerkleTree tree = new MerkleTree();
  private FileChannel entries;
  private Optional<LedgerEntry.Begin> begin = Optional.empty();

  /** The key of the next checkpoint according to the sealed entries. */
  private NoteKey key;

  private long epoch;

  /** The last {@code key} entry, which may not be sealed yet. */
  private Optional<LedgerEntry.Key> announced = Optional.empty();

  private long sealed;

  /** The length of the valid part of the file of entries. */
  private long end;

  private Ledger(LedgerFolder folder, LedgerDisk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /**
   * Opens the ledger of a log dir, or creates one. Remains of a crash are completed or removed.
   *
   * @param origin the name of a new ledger
   * @param past receives each existing entry
   * @throws DamagedLedgerException if the entries do not match the last checkpoint; then nothing is
   *     written, because that would hide it
   */
  static Ledger open(
      Path logDir, String origin, Signer signer, Instant now, Consumer<LedgerEntry> past)
      throws IOException {
    return open(logDir, new LedgerDisk(), origin, signer, now, past);
  }

  static Ledger open(
      Path logDir,
      LedgerDisk disk,
      String origin,
      Signer signer,
      Instant now,
      Consumer<LedgerEntry> past)
      throws IOException {
    LedgerFolder folder = LedgerFolder.in(logDir);
    StoreFiles.makeFolder(logDir, folder.path());
    Ledger ledger = new Ledger(folder, disk);
    try {
      if (!ledger.readAll(signer, past)) {
        ledger.begin(origin, signer, now, past);
      }
      signer.eraseBefore(ledger.epoch);
      return ledger;
    } catch (IOException | RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  private boolean readAll(Signer signer, Consumer<LedgerEntry> past) throws IOException {
    LedgerReader reader = new LedgerReader(folder);
    LedgerReader.Chain chain = reader.read((index, line, entry) -> accept(entry, past));
    if (chain.firstProblem().isPresent()) {
      throw new DamagedLedgerException(folder.path(), chain.firstProblem().get());
    }
    if (chain.size() == 0) {
      requireNeverSealed(signer);
      removeEmpty();
      return false;
    }
    begin = chain.begin();
    tree = chain.tree();
    key = chain.key();
    epoch = chain.epoch();
    sealed = chain.sealed();
    cutTo(chain);
    return true;
  }

  /** A ledger with a checkpoint had entries, so their removal must not be hidden. */
  private void requireNeverSealed(Signer signer) throws IOException {
    OptionalLong newest = signer.newest();
    if (newest.orElse(0) > 0) {
      throw new DamagedLedgerException(
          folder.path(),
          "the key belongs to checkpoint " + newest.getAsLong() + ", but the ledger has no entry");
    }
    if (Files.exists(folder.checkpoints(0))) {
      throw new DamagedLedgerException(folder.path(), "it has checkpoints, but no entry");
    }
  }

  /** A crash came before the first entry was complete. */
  private void removeEmpty() throws IOException {
    for (long segment : folder.segments()) {
      disk.delete(folder.entries(segment));
    }
  }

  private void accept(LedgerEntry entry, Consumer<LedgerEntry> past) {
    if (entry instanceof LedgerEntry.Key next) {
      announced = Optional.of(next);
    }
    past.accept(entry);
  }

  /** Removes the remains of a crash after the last complete entry and checkpoint. */
  private void cutTo(LedgerReader.Chain chain) throws IOException {
    for (long segment : folder.segments()) {
      if (segment > chain.lastSegment()) {
        disk.delete(folder.entries(segment));
      }
    }
    entries = disk.update(folder.entries(chain.lastSegment()));
    end = chain.entriesEnd();
    cut(entries, end);
    try (FileChannel notes = disk.update(folder.checkpoints(chain.lastSegment()))) {
      cut(notes, chain.checkpointsEnd());
    } catch (NoSuchFileException noneYet) {
      return;
    }
  }

  private static void cut(FileChannel file, long length) throws IOException {
    if (file.size() > length) {
      file.truncate(length);
      file.force(true);
    }
  }

  private void begin(String origin, Signer signer, Instant now, Consumer<LedgerEntry> past)
      throws IOException {
    key = new NoteKey(origin, signer.make(0));
    LedgerEntry.Begin first = new LedgerEntry.Begin(now, origin, key);
    entries = disk.create(folder.entries(0));
    disk.sync(folder);
    append(List.of(first));
    begin = Optional.of(first);
    past.accept(first);
  }

  /** Returns the name of the ledger. */
  String origin() {
    return begin.orElseThrow().origin();
  }

  /** Returns the first key, with which everything can be checked. */
  NoteKey firstKey() {
    return begin.orElseThrow().key();
  }

  /** Returns the number of entries. */
  long size() {
    return tree.size();
  }

  /** Returns how many entries the last checkpoint covers. */
  long sealed() {
    return sealed;
  }

  /**
   * Appends entries, which are on the disk when this returns.
   *
   * @throws IOException if it fails; then those of a filled segment may exist
   */
  void append(List<LedgerEntry> more) throws IOException {
    requireFiles();
    MerkleTree written = copy();
    Optional<LedgerEntry.Key> announcedBefore = announced;
    try {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (LedgerEntry entry : more) {
        if (tree.size() > 0 && tree.size() % LedgerFolder.SEGMENT == 0) {
          write(lines);
          written = copy();
          nextSegment(entry.at(), lines);
        }
        add(entry, lines);
      }
      write(lines);
    } catch (IOException e) {
      tree = written;
      announced = announcedBefore;
      throw e;
    }
  }

  /** Data written to an unlinked file would be lost. */
  private void requireFiles() throws IOException {
    Path file = folder.entries(tree.size() == 0 ? 0 : (tree.size() - 1) / LedgerFolder.SEGMENT);
    if (Files.notExists(file)) {
      throw new DamagedLedgerException(folder.path(), file.getFileName() + " was removed");
    }
  }

  private MerkleTree copy() {
    return MerkleTree.of(tree.size(), tree.subtrees());
  }

  private void add(LedgerEntry entry, ByteArrayOutputStream lines) {
    byte[] line = entry.line();
    tree.append(MerkleTree.leaf(line));
    lines.writeBytes(line);
    lines.write('\n');
    if (entry instanceof LedgerEntry.Key next) {
      announced = Optional.of(next);
    }
  }

  /** The remains of an earlier attempt after the end are overwritten and removed. */
  private void write(ByteArrayOutputStream lines) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
    cut(entries, end);
    long place = end;
    while (bytes.hasRemaining()) {
      place += entries.write(bytes, place);
    }
    entries.force(true);
    end = place;
    lines.reset();
  }

  private void nextSegment(Instant now, ByteArrayOutputStream lines) throws IOException {
    long number = tree.size() / LedgerFolder.SEGMENT;
    disk.delete(folder.entries(number));
    FileChannel next = disk.create(folder.entries(number));
    entries.close();
    entries = next;
    end = 0;
    disk.sync(folder);
    long size = tree.size();
    Sha256 before = new LedgerTree(folder).root(size - LedgerFolder.SEGMENT, size);
    add(new LedgerEntry.Segment(now, number, tree.subtrees(), Optional.of(before)), lines);
  }

  /**
   * Seals all entries: announces the next key, signs a checkpoint, and erases the key that signed.
   *
   * @return the checkpoint
   * @throws MissingKeyException if the key is gone
   */
  SignedNote seal(Signer signer, Instant now) throws IOException {
    if (!nextIsThere(signer)) {
      NoteKey next = new NoteKey(origin(), signer.make(epoch + 1));
      append(List.of(new LedgerEntry.Key(now, epoch + 1, next)));
    }
    Checkpoint checkpoint = new Checkpoint(origin(), tree.size(), tree.root());
    byte[] text = checkpoint.text().getBytes(StandardCharsets.UTF_8);
    SignedNote note = SignedNote.of(checkpoint.text(), key, signer.sign(epoch, text));
    appendNote(note);
    sealed = tree.size();
    key = announced.orElseThrow().key();
    epoch++;
    signer.eraseBefore(epoch);
    return note;
  }

  private boolean nextIsThere(Signer signer) throws IOException {
    if (announced.isEmpty() || announced.get().epoch() != epoch + 1) {
      return false;
    }
    byte[] key = announced.get().key().bytes();
    return signer.open(epoch + 1).filter(open -> Arrays.equals(open, key)).isPresent();
  }

  private void appendNote(SignedNote note) throws IOException {
    Path file = folder.checkpoints((tree.size() - 1) / LedgerFolder.SEGMENT);
    boolean made = Files.notExists(file);
    ByteBuffer bytes = ByteBuffer.wrap(note.toString().getBytes(StandardCharsets.UTF_8));
    try (FileChannel notes = disk.updateOrCreate(file)) {
      long end = notes.size();
      long place = end;
      try {
        while (bytes.hasRemaining()) {
          place += notes.write(bytes, place);
        }
        notes.force(true);
      } catch (IOException e) {
        notes.truncate(end);
        throw e;
      }
    }
    if (made) {
      disk.sync(folder);
    }
  }

  @Override
  public void close() throws IOException {
    if (entries != null) {
      entries.close();
    }
  }
}
