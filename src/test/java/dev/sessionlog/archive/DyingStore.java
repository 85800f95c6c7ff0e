package dev.sessionlog.archive;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store in whose middle its user dies: before an object is put, or before it hears of it. */
final class DyingStore implements ArchiveStore {
  private final ArchiveStore store;
  private int left = Integer.MAX_VALUE;
  private boolean afterwards;
  private boolean readable = true;
  private int puts;

  /** What a kill is here. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  DyingStore(ArchiveStore store) {
    this.store = store;
  }

  /** Dies at one of the next puts. */
  void dieAt(int number, boolean afterIt) {
    left = number;
    afterwards = afterIt;
  }

  /** Has credentials that may only add. */
  void addOnly() {
    readable = false;
  }

  int puts() {
    return puts;
  }

  @Override
  public String place() {
    return store.place();
  }

  @Override
  public Outcome putIfAbsent(String name, byte[] content, Sha256 sha256) throws IOException {
    puts++;
    left--;
    if (left == 0 && !afterwards) {
      throw new Killed();
    }
    Outcome outcome = store.putIfAbsent(name, content, sha256);
    if (left == 0) {
      throw new Killed();
    }
    return outcome == Outcome.STORED || readable ? outcome : Outcome.TAKEN;
  }

  private void requireReadable(String name) throws IOException {
    if (!readable) {
      throw new ArchiveException(ArchiveException.Kind.DENIED, name + ": denied");
    }
  }

  @Override
  public InputStream read(String name) throws IOException {
    requireReadable(name);
    return store.read(name);
  }

  @Override
  public InputStream read(String name, long from, long length) throws IOException {
    requireReadable(name);
    return store.read(name, from, length);
  }

  @Override
  public Optional<Entry> describe(String name) throws IOException {
    requireReadable(name);
    return store.describe(name);
  }

  @Override
  public Page list(String prefix, String after, int most) throws IOException {
    requireReadable(prefix);
    return store.list(prefix, after, most);
  }

  @Override
  public List<String> folders(String prefix) throws IOException {
    requireReadable(prefix);
    return store.folders(prefix);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
