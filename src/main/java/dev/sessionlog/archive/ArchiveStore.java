package dev.sessionlog.archive;

import dev.sessionlog.files.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Objects under names, which are written once and never again. Names are those of {@link
 * ArchiveNames}: words of ASCII with slashes between them. Thread-safe. What fails throws an {@link
 * ArchiveException} whose message is one line for people.
 */
public interface ArchiveStore extends Closeable {
  /** What became of an object that was to be put. */
  enum Outcome {
    /** It is there now, and was not before. */
    STORED,
    /** The very same bytes were there already. */
    ALREADY_THERE,
    /** Other bytes are there under its name. Nothing was changed. */
    CONFLICT,
    /** Something is there under its name, and may not be looked at. Nothing was changed. */
    TAKEN
  }

  /**
   * An object.
   *
   * @param name its name
   * @param size how many bytes it has, as it is stored
   */
  record Entry(String name, long size) {}

  /**
   * Some of the objects, in the order of their names.
   *
   * @param entries the objects
   * @param more whether there are further ones after the last of these
   */
  record Page(List<Entry> entries, boolean more) {
    /** Copies the list. */
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /** Returns where it is, for people. */
  String place();

  /**
   * Returns what is asked of it and it cannot do, in words for people; empty when that is nothing.
   */
  default Optional<String> lack() throws IOException {
    return Optional.empty();
  }

  /**
   * Puts an object unless there is one of its name, whoever puts one at the same time.
   *
   * @param sha256 of the content
   */
  Outcome putIfAbsent(String name, byte[] content, Sha256 sha256) throws IOException;

  /**
   * Opens an object from its beginning.
   *
   * @throws ArchiveException of kind {@code ABSENT} when it is not there
   */
  InputStream read(String name) throws IOException;

  /**
   * Opens a part of an object. What is behind its end is not there, and no mistake.
   *
   * @param from the first byte
   * @param length how many, at least one
   * @throws ArchiveException of kind {@code ABSENT} when it is not there
   */
  InputStream read(String name, long from, long length) throws IOException;

  /** Returns the object of that name; empty when there is none. */
  Optional<Entry> describe(String name) throws IOException;

  /**
   * Returns objects whose names begin with {@code prefix}, in the order of the bytes of the names.
   *
   * @param after only those with greater names; empty for all
   * @param most how many at the most, up to 1000
   */
  Page list(String prefix, String after, int most) throws IOException;

  /**
   * Some of the names, in their order.
   *
   * @param names the names
   * @param more whether there are further ones after the last of these
   */
  record Names(List<String> names, boolean more) {
    /** Copies the list. */
    public Names {
      names = List.copyOf(names);
    }
  }

  /**
   * Returns what {@link #list} does, but names alone, which a folder can tell without a look at
   * each file: on a disk whose cache is cold, or over NFS, that is most of the time. What has such
   * a name and is no object is told when it is read.
   */
  default Names names(String prefix, String after, int most) throws IOException {
    Page page = list(prefix, after, most);
    return new Names(page.entries().stream().map(Entry::name).toList(), page.more());
  }

  /**
   * Returns the words that stand in names between {@code prefix}, which ends with a slash or is
   * empty, and the next slash: the folders there, in order.
   */
  List<String> folders(String prefix) throws IOException;

  @Override
  void close() throws IOException;
}
