package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The folders of a run dir, with their owners and permissions.
 *
 * @param runDir the run dir
 */
public record RunDirFolders(RunDir runDir) {
  private static final int PRIVATE = 0700;
  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final long ROOT = 0;

  /**
   * Creates the folder and those inside it for all users. Everybody may knock, and nobody can list
   * or remove the knocks of others. Pipes can be opened by users who know their names and have
   * permission.
   *
   * @throws IOException if the path is not a folder of root
   */
  public void prepareForAll() throws IOException {
    prepare(ROOT, 0755, 0711, 01733);
  }

  /**
   * Creates the folder and those inside it for this user only.
   *
   * @param uid the user to whom it must belong
   * @throws IOException if the path is not a folder of that user
   */
  public void prepare(long uid) throws IOException {
    prepare(uid, PRIVATE, PRIVATE, PRIVATE);
  }

  private void prepare(long uid, int mode, int pipesMode, int knocksMode) throws IOException {
    Files.createDirectories(runDir.path().toAbsolutePath().getParent());
    ensureFolder(runDir.path(), uid, mode);
    ensureFolder(runDir.pipes().path(), uid, pipesMode);
    if (!Files.exists(runDir.knocks(), LinkOption.NOFOLLOW_LINKS)) {
      ensureFolder(runDir.knocks(), uid, PRIVATE);
    }
    requireOwn(runDir.knocks(), uid);
    ensureRefused(uid);
    ensureFolder(runDir.knocks(), uid, knocksMode);
  }

  /**
   * A file that another user put there is renamed, and then refused like anything that is not a
   * knock.
   */
  private void ensureRefused(long uid) throws IOException {
    try {
      ensureFolder(runDir.refused(), uid, PRIVATE);
    } catch (IOException anothers) {
      String name = RunDir.REFUSED + Long.toHexString(ThreadLocalRandom.current().nextLong());
      Files.move(runDir.refused(), runDir.knocks().resolve(name), StandardCopyOption.ATOMIC_MOVE);
      ensureFolder(runDir.refused(), uid, PRIVATE);
    }
  }

  private static void ensureFolder(Path folder, long uid, int mode) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
    }
    requireOwn(folder, uid);
    Files.setAttribute(folder, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes sure that a folder is not a link, and belongs to this user.
   *
   * @throws IOException if it does not; the message says why
   */
  public static void requireOwn(Path folder, long uid) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          folder
              + ": a link or a file, expected a folder; remove it, or name another with --run-dir");
    }
    long owner =
        Integer.toUnsignedLong(
            (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    if (owner != uid) {
      throw new IOException(
          folder
              + ": belongs to uid "
              + owner
              + ", expected "
              + uid
              + "; name another with --run-dir");
    }
  }
}
