package dev.sessionlog.collector;

import dev.sessionlog.unix.ProcessIdentity;
import dev.sessionlog.unix.ProcessIdentity.Fate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has the lock of a log dir, as the lock's file says it.
 *
 * @param process the collector
 * @param place the run of the kernel and the table of processes in which that pid counts: a log dir
 *     may be shared with a container or, over NFS, with another machine
 * @param runDir the run dir that it serves
 */
record LockOwner(ProcessIdentity process, String place, Path runDir) {
  private static final Logger LOG = LoggerFactory.getLogger(LockOwner.class);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

  /** A path has 4096 bytes at the most. */
  private static final int LONGEST = 5 * 1024;

  private static final Pattern TEXT =
      Pattern.compile("pid (\\d{1,18}) of (\\d{1,18}) in (\\S+), run dir (.*)\n", Pattern.DOTALL);

  /** Returns this process as the one that serves {@code runDir}. */
  static LockOwner own(Path runDir) throws IOException {
    return new LockOwner(ProcessIdentity.own(), here(), runDir);
  }

  private static String here() throws IOException {
    return Files.readString(BOOT_ID).strip() + "/" + Files.readSymbolicLink(PID_NAMESPACE);
  }

  /** Returns what a lock's file says; empty when it says nothing that can be understood. */
  static Optional<LockOwner> read(FileChannel lock) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LONGEST);
    lock.read(content, 0);
    Matcher found =
        TEXT.matcher(new String(content.array(), 0, content.position(), StandardCharsets.UTF_8));
    return found.matches()
        ? Optional.of(
            new LockOwner(
                new ProcessIdentity(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))),
                found.group(3),
                Path.of(found.group(4))))
        : Optional.empty();
  }

  /** Writes it into a lock's file. A full disk must not keep a collector from starting. */
  void sign(FileChannel lock) {
    String text =
        "pid %d of %d in %s, run dir %s\n"
            .formatted(process.pid(), process.startTicks(), place, runDir);
    try {
      lock.truncate(0);
      lock.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException unsigned) {
      LOG.debug("the lock does not say whose it is: {}", unsigned.getMessage());
    }
  }

  /** Says for people which process it is, and where a pid of this machine would mislead. */
  String inWords() throws IOException {
    String where = isHere() ? "" : " in a container or on another machine";
    return "pid %d%s, run dir %s".formatted(process.pid(), where, runDir);
  }

  /** Returns true when its pid and its run dir mean something to this process. */
  boolean isHere() throws IOException {
    return place.equals(here());
  }

  /** Returns true when it was killed and cannot end; never for a process that cannot be seen. */
  boolean ending() throws IOException {
    return isHere() && process.fate() == Fate.ENDING;
  }
}
