package dev.sessionlog.files;

import dev.sessionlog.unix.FolderEntries;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The only way to open files below a log dir. Nothing that other users put there can make this
 * process read, wait for or change another file. Only regular files are opened, never links. Only
 * files of root or this user, in a {@linkplain StoreFolder folder} of theirs, are written. New
 * files get a fixed mode, whatever the umask.
 */
public final class StoreFiles {
  private StoreFiles() {}

  /** Loaded only if other users may exchange files. */
  private static final class Native {
    static final Unix UNIX = Unix.load();
  }

  /** What a file is opened for, and the conditions for that. */
  private enum Use {
    READ,
    /** The file belongs to this user or root. */
    WRITE,
    /** The file is opened for writing but never written. */
    LOCK
  }

  private interface Opening<T> {
    T open(Path path, OpenOption... options) throws IOException;
  }

  /**
   * Opens a file to be read.
   *
   * @throws NoSuchFileException if it is not there
   */
  public static FileChannel read(Path file) throws IOException {
    return open(file, Use.READ, FileChannel::open, StandardOpenOption.READ);
  }

  /** Opens a file to be read from its beginning; see {@link #read}. */
  public static InputStream input(Path file) throws IOException {
    return open(file, Use.READ, Files::newInputStream, StandardOpenOption.READ);
  }

  /**
   * Reads a file whole.
   *
   * @param most its largest size, in bytes
   */
  public static byte[] bytes(Path file, int most) throws IOException {
    try (InputStream in = input(file)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new CorruptRecordingException(file, "longer than " + most + " bytes");
      }
      return bytes;
    }
  }

  /** Reads a file whole, as UTF-8; see {@link #bytes}. */
  public static String text(Path file, int most) throws IOException {
    return new String(bytes(file, most), StandardCharsets.UTF_8);
  }

  /** Opens a file to be read and written in place; see {@link #read}. */
  public static FileChannel update(Path file) throws IOException {
    return open(
        file, Use.WRITE, FileChannel::open, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Opens a file to be read and written in place, and makes it if it does not exist. */
  public static FileChannel updateOrCreate(Path file) throws IOException {
    createUnlessThere(file);
    return update(file);
  }

  /** Opens a file to be written at its end, and makes it if it does not exist. */
  public static FileChannel append(Path file) throws IOException {
    createUnlessThere(file);
    return open(file, Use.WRITE, FileChannel::open, StandardOpenOption.APPEND);
  }

  /** Opens a file to be written at its end, safe for threads that may be interrupted. */
  public static OutputStream appendingStream(Path file) throws IOException {
    return open(file, Use.WRITE, Files::newOutputStream, StandardOpenOption.APPEND);
  }

  /**
   * Opens a file only to lock it, and creates it if it is missing. An existing file may belong to
   * anybody who can create files there.
   */
  public static FileChannel lockFile(Path file) throws IOException {
    createUnlessThere(file);
    return open(file, Use.LOCK, FileChannel::open, StandardOpenOption.WRITE);
  }

  private static void createUnlessThere(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        create(file).close();
      } catch (FileAlreadyExistsException sooner) {
        return;
      }
    }
  }

  /**
   * Makes a file, to be read and written.
   *
   * @throws FileAlreadyExistsException if anything has that name
   */
  public static FileChannel create(Path file) throws IOException {
    StoreFolder folder = StoreFolder.of(file).forWriting();
    return create(file, folder.filePermissions());
  }

  /** Makes a file, to be written; see {@link #create}. */
  public static OutputStream output(Path file) throws IOException {
    create(file).close();
    return open(file, Use.WRITE, Files::newOutputStream, StandardOpenOption.WRITE);
  }

  /** Makes a file with the permissions of another, which it is to replace; see {@link #output}. */
  public static OutputStream outputLike(Path model, Path file) throws IOException {
    StoreFolder.of(file).forWriting();
    create(file, Files.getPosixFilePermissions(model, LinkOption.NOFOLLOW_LINKS)).close();
    return open(file, Use.WRITE, Files::newOutputStream, StandardOpenOption.WRITE);
  }

  private static FileChannel create(Path file, Set<PosixFilePermission> permissions)
      throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileChannel channel =
        FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(permissions));
    try {
      Files.setPosixFilePermissions(file, permissions); // the umask took what it liked
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Makes a log dir unless it is there, and the folders above it. */
  public static void makeLogDir(Path logDir) throws IOException {
    StoreFolder.make(logDir).forWriting();
  }

  /** Makes a folder in a log dir unless it is there, and those between them. */
  public static void makeFolder(Path logDir, Path folder) throws IOException {
    StoreFolder above = StoreFolder.make(logDir).forWriting();
    Path path = logDir;
    for (Path name : logDir.relativize(folder)) {
      path = path.resolve(name);
      above = StoreFolder.make(path, above).forWriting();
    }
  }

  /**
   * Makes a folder.
   *
   * @throws FileAlreadyExistsException if anything has that name
   */
  public static Path createFolder(Path folder) throws IOException {
    StoreFolder.create(folder, StoreFolder.of(folder).forWriting());
    return folder;
  }

  /**
   * Makes sure that a folder is one, of root's or this user's: what its entries lead to may be
   * changed or removed.
   *
   * @throws NoSuchFileException if it is not there
   */
  public static void requireFolder(Path folder) throws IOException {
    StoreFolder.at(folder).forWriting();
  }

  /** Waits until the disk has a file that was written. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = update(file)) {
      channel.force(true);
    }
  }

  private static <T> T open(Path file, Use use, Opening<T> opening, OpenOption... options)
      throws IOException {
    StoreFolder folder = StoreFolder.of(file);
    if (use != Use.READ) {
      folder = folder.forWriting();
    }
    Map<String, Object> facts =
        Files.readAttributes(file, "unix:uid,nlink,isRegularFile", LinkOption.NOFOLLOW_LINKS);
    long uid = Integer.toUnsignedLong((Integer) facts.get("uid"));
    requireRegular(file, Boolean.TRUE.equals(facts.get("isRegularFile")));
    if (use == Use.WRITE) {
      requireOwn(file, uid, folder.exposed() ? (Integer) facts.get("nlink") : 1);
    }
    if (folder.exposed() && !(folder.sticky() && StoreFolder.trusted(uid))) {
      return openUnraced(file, use, opening, options);
    }
    OpenOption[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = LinkOption.NOFOLLOW_LINKS;
    return opening.open(file, all);
  }

  /** Others can exchange the file at any moment: looks at the very file that it opened. */
  private static <T> T openUnraced(Path path, Use use, Opening<T> opening, OpenOption... options)
      throws IOException {
    OpenFlag flag = use == Use.READ ? OpenFlag.READ : OpenFlag.WRITE;
    try (UnixFile file = Native.UNIX.open(path, flag, OpenFlag.NONBLOCK)) {
      requireRegular(path, file.isRegular());
      return opening.open(file.alias(), options);
    } catch (UnixException e) {
      throw e.absent() ? new NoSuchFileException(path.toString()) : e;
    }
  }

  private static void requireRegular(Path file, boolean regular) throws IOException {
    if (!regular) {
      throw new CorruptRecordingException(
          file, "a link, a pipe or a device, expected a regular file; remove it");
    }
  }

  private static void requireOwn(Path file, long uid, int links) throws IOException {
    if (!StoreFolder.trusted(uid)) {
      throw new IOException(
          file + ": belongs to uid " + uid + ", so nothing is written to it; remove it");
    }
    if (links > 1) {
      throw new IOException(
          file + ": has " + links + " hard links, so nothing is written to it; remove it");
    }
  }

  /** Returns what a folder holds, in no order. */
  public static List<Path> entries(Path folder) throws IOException {
    return FolderEntries.of(folder);
  }

  /** Returns what a folder holds under names that match a pattern. */
  public static List<Path> entries(Path folder, String names) throws IOException {
    return FolderEntries.of(folder, names);
  }

  /**
   * Sets when a file was changed last. Where the JDK cannot close the file afterwards it throws an
   * exception of its own that is no {@link IOException}, and that nobody declares.
   */
  public static void setTime(Path file, FileTime time) throws IOException {
    try {
      Files.setLastModifiedTime(file, time);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
