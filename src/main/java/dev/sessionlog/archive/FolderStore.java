package dev.sessionlog.archive;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An archive in a folder, which may lie on another machine. An object is written under a name of
 * its own in {@code .incoming/}, forced to the disk, and then given its name by link(2), which
 * never takes a name that is taken: so a reader sees it whole or not at all, and of two writers one
 * is first. Objects are read-only. Nothing that is a link is followed below the folder.
 */
final class FolderStore implements ArchiveStore {
  private static final String INCOMING = ".incoming";
  private static final int BLOCK = 1 << 16;
  private static final long SPARE = 1L << 20;

  private final ArchiveUrl.Folder url;
  private final String writer;
  private final RandomGenerator random;

  private FolderStore(ArchiveUrl.Folder url, String writer, RandomGenerator random) {
    this.url = url;
    this.writer = writer;
    this.random = random;
  }

  /** Opens the archive to be read. */
  static FolderStore open(ArchiveUrl.Folder url, RandomGenerator random) throws IOException {
    return open(url, "", random);
  }

  /**
   * Opens the archive, and removes what this writer left half written as it died.
   *
   * @param writer tells writers apart: there is one process at a time of each
   */
  static FolderStore open(ArchiveUrl.Folder url, String writer, RandomGenerator random)
      throws IOException {
    FolderStore store = new FolderStore(url, writer, random);
    store.requireRoot();
    if (!writer.isEmpty()) {
      store.removeLeftovers();
    }
    return store;
  }

  private void requireRoot() throws ArchiveException {
    if (!Files.isDirectory(url.path())) {
      throw new ArchiveException(
          ArchiveException.Kind.NO_ARCHIVE,
          url + ": no such folder; make it, or mount what it is on");
    }
  }

  private void removeLeftovers() throws IOException {
    for (Path file : children(url.path().resolve(INCOMING))) {
      if (nameOf(file).startsWith(writer + ".")) {
        attempt(() -> Files.deleteIfExists(file));
      }
    }
  }

  @Override
  public String place() {
    return url.toString();
  }

  private interface Task<T> {
    T run() throws IOException;
  }

  private <T> T attempt(Task<T> task) throws IOException {
    try {
      return task.run();
    } catch (IOException e) {
      throw FolderTrouble.of(url, e);
    }
  }

  @Override
  public Outcome putIfAbsent(String name, byte[] content, Sha256 sha256) throws IOException {
    requireRoot();
    return attempt(
        () -> {
          Path target = path(name);
          makeFolders(target.getParent());
          return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
              ? compare(target, content.length, sha256)
              : put(target, content, sha256);
        });
  }

  private Outcome put(Path target, byte[] content, Sha256 sha256) throws IOException {
    Path incoming = url.path().resolve(INCOMING);
    makeFolders(incoming);
    byte[] word = new byte[8];
    random.nextBytes(word);
    Path written = incoming.resolve(writer + "." + HexFormat.of().formatHex(word));
    try {
      write(written, content);
      try {
        Files.createLink(target, written);
      } catch (FileAlreadyExistsException taken) {
        return compare(target, content.length, sha256);
      } catch (UnsupportedOperationException e) {
        throw FolderTrouble.noLinks(url, e);
      }
      sync(target.getParent());
      return Outcome.STORED;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    // Quotas and thin disks tell at the end; a disk that is plainly full is not filled further.
    if (url.path().toFile().getUsableSpace() < content.length + SPARE) {
      throw FolderTrouble.full(url);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(permissionsOfFiles()))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.setPosixFilePermissions(file, permissionsOfFiles()); // whatever the umask took
  }

  /** Who may read the archive's folder may read what is in it. */
  private Set<PosixFilePermission> permissionsOfFiles() throws IOException {
    Set<PosixFilePermission> read = EnumSet.of(PosixFilePermission.OWNER_READ);
    for (PosixFilePermission permission : permissionsOfFolders()) {
      if (permission == PosixFilePermission.GROUP_READ
          || permission == PosixFilePermission.OTHERS_READ) {
        read.add(permission);
      }
    }
    return read;
  }

  private Set<PosixFilePermission> permissionsOfFolders() throws IOException {
    return Files.getPosixFilePermissions(url.path());
  }

  private void makeFolders(Path folder) throws IOException {
    if (folder.equals(url.path())) {
      return;
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      makeFolders(folder.getParent());
      try {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, permissionsOfFolders());
        sync(folder.getParent());
      } catch (FileAlreadyExistsException sooner) {
        // Whatever it is, it is looked at now.
      }
    }
    requireFolder(folder);
  }

  private static void requireFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Outcome compare(Path target, int length, Sha256 sha256) throws IOException {
    try (InputStream in = open(target, 0)) {
      MessageDigest digest = Sha256.digest();
      byte[] block = new byte[BLOCK];
      long read = 0;
      for (int n = in.read(block); n >= 0 && read <= length; n = in.read(block)) {
        digest.update(block, 0, n);
        read += n;
      }
      boolean same = read == length && new Sha256(digest.digest()).equals(sha256);
      return same ? Outcome.ALREADY_THERE : Outcome.CONFLICT;
    } catch (java.nio.file.AccessDeniedException unreadable) {
      return Outcome.TAKEN;
    }
  }

  @Override
  public InputStream read(String name) throws IOException {
    return attempt(() -> open(path(name), 0));
  }

  @Override
  public InputStream read(String name, long from, long length) throws IOException {
    return attempt(() -> new FirstBytes(open(path(name), from), length));
  }

  private InputStream open(Path file, long from) throws IOException {
    requireRegular(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      channel.position(Math.min(from, channel.size()));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return Channels.newInputStream(channel);
  }

  /** A link may lead anywhere, and a named pipe would wait. */
  private void requireRegular(Path file) throws IOException {
    for (Path above = file.getParent();
        above != null && !above.equals(url.path());
        above = above.getParent()) {
      if (Files.isSymbolicLink(above)) {
        throw new NoSuchFileException(file.toString());
      }
    }
    BasicFileAttributes facts = attributes(file);
    if (facts.isDirectory()) {
      throw new NoSuchFileException(file.toString());
    }
    if (!facts.isRegularFile()) {
      throw new ArchiveException(
          ArchiveException.Kind.UNFIT,
          file + ": no regular file, but a link, a named pipe or the like; remove it");
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<Entry> describe(String name) throws IOException {
    requireRoot();
    try {
      return attempt(
          () -> {
            Path file = path(name);
            requireRegular(file);
            return Optional.of(new Entry(name, attributes(file).size()));
          });
    } catch (ArchiveException e) {
      if (e.kind() == ArchiveException.Kind.ABSENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Page list(String prefix, String after, int most) throws IOException {
    requireRoot();
    return attempt(
        () -> {
          List<Entry> found = FolderWalk.entries(url.path(), prefix, after, most + 1);
          boolean more = found.size() > most;
          return new Page(more ? found.subList(0, most) : found, more);
        });
  }

  @Override
  public Names names(String prefix, String after, int most) throws IOException {
    requireRoot();
    return attempt(
        () -> {
          List<String> found = FolderWalk.names(url.path(), prefix, after, most + 1);
          boolean more = found.size() > most;
          return new Names(more ? found.subList(0, most) : found, more);
        });
  }

  @Override
  public List<String> folders(String prefix) throws IOException {
    requireRoot();
    return attempt(
        () -> {
          List<String> names = new ArrayList<>();
          Path folder = prefix.isEmpty() ? url.path() : path(prefix.replaceAll("/$", ""));
          for (Path child : children(folder)) {
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
              names.add(nameOf(child));
            }
          }
          names.removeIf(name -> name.startsWith("."));
          names.sort(null);
          return names;
        });
  }

  static List<Path> children(Path folder) throws IOException {
    return FolderWalk.children(folder);
  }

  private static String nameOf(Path path) {
    return path.getFileName().toString();
  }

  /** No name leads out of the archive, or to what is not an object. */
  private Path path(String name) throws ArchiveException {
    for (String word : name.split("/", -1)) {
      if (word.isEmpty() || word.startsWith(".")) {
        throw new ArchiveException(
            ArchiveException.Kind.ABSENT, url + "/" + name + ": no object has such a name");
      }
    }
    return url.path().resolve(name);
  }

  @Override
  public void close() {}
}
