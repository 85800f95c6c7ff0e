package dev.sessionlog.collector;

import dev.sessionlog.collector.LogTop.Outcome;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.Mode;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.login.RunDirFolders;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The read access to the files of a collector. In user mode only the user can read them. In system
 * mode root and one group can: the log dir belongs to both, new files inherit the group (a
 * set-group-id folder, inode(7)), and the umask excludes everybody else.
 *
 * @param group the group in system mode, that of root if there is no other; empty in user mode
 * @param writer the user who writes logs in system mode; empty if that is the recording user
 * @param top the log dir in system mode
 */
record LogAccess(OptionalLong group, Optional<Account> writer, Optional<LogTop> top) {
  /** The user who writes transcripts; an installation makes it. */
  static final String WRITER = "sessionlog";

  private static final long ROOT = 0;
  private static final int USER_UMASK = 077;
  private static final int SYSTEM_UMASK = 027;
  private static final int FOLDER = 02750;
  private static final int FILE = 0640;

  /**
   * Makes the log dir for the mode, and sets this process's umask in system mode.
   *
   * @param trouble receives a warning if the group is missing
   * @throws IOException if the folder cannot be created or belongs to another user
   */
  static LogAccess prepare(Configuration configuration, Unix unix, Consumer<String> trouble)
      throws IOException {
    Path logDir = configuration.logDir();
    if (configuration.mode() == Mode.USER) {
      unix.umask(USER_UMASK);
      StoreFiles.makeLogDir(logDir);
      return new LogAccess(OptionalLong.empty(), Optional.empty(), Optional.empty());
    }
    if (unix.uid() != ROOT) {
      throw new NotRootException();
    }
    unix.umask(SYSTEM_UMASK);
    Optional<Account> writer = writer(unix, trouble);
    long group = group(configuration.logGroup(), writer, unix, trouble);
    Files.createDirectories(logDir);
    RunDirFolders.requireOwn(logDir, ROOT);
    if (numberOf(logDir, "unix:gid") != group) {
      giveAll(unix, logDir, group);
    }
    GivenFile.give(unix, logDir, group, FOLDER);
    LogTop top = new LogTop(unix, logDir, group, writer);
    Outcome outcome = top.prepare();
    if (outcome == Outcome.NO_LISTS || outcome == Outcome.NOT_NOW) {
      String why = outcome == Outcome.NOT_NOW ? "cannot be written" : "has no access control lists";
      trouble.accept(logDir + ": its file system " + why + "; transcripts are written as root");
      writer = Optional.empty();
    }
    return new LogAccess(OptionalLong.of(group), writer, Optional.of(top));
  }

  /** Without that user, root writes the transcripts, and the status says so. */
  private static Optional<Account> writer(Unix unix, Consumer<String> trouble) {
    Optional<Account> account = unix.account(WRITER).filter(found -> found.uid() != ROOT);
    Optional<String> obstacle =
        account.isPresent()
            ? Transcribing.obstacle()
            : Optional.of("no such user: " + WRITER + " (useradd -r)");
    obstacle.ifPresent(why -> trouble.accept(why + "; transcripts are written as root"));
    return obstacle.isPresent() ? Optional.empty() : account;
  }

  /**
   * The writer of logs must read recordings. If no group may, this is a group without other
   * members.
   */
  private static long group(
      Optional<String> name, Optional<Account> writer, Unix unix, Consumer<String> trouble) {
    if (name.isEmpty()) {
      return writer.map(Account::gid).orElse(ROOT);
    }
    Optional<Long> group = unix.group(name.get());
    if (group.isEmpty()) {
      trouble.accept(
          "no such group: "
              + name.get()
              + "; only root can read the logs (log.group, groupadd -r)");
    }
    return group.orElse(writer.map(Account::gid).orElse(ROOT));
  }

  /** Gives existing files to the group, once after the configured group changed. */
  private static void giveAll(Unix unix, Path logDir, long group) throws IOException {
    Files.walkFileTree(
        logDir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts)
              throws IOException {
            // LogTop handles the files of the writer.
            return GivenFile.give(unix, folder, group, FOLDER)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            if (facts.isRegularFile()) {
              GivenFile.give(unix, file, group, FILE);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static long numberOf(Path path, String attribute) throws IOException {
    return Integer.toUnsignedLong(
        (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS));
  }

  /** Returns true in system mode. */
  boolean system() {
    return group.isPresent();
  }
}
