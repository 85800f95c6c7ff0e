package dev.sessionlog.collector;

import dev.sessionlog.files.Machine;
import dev.sessionlog.unix.ProcessIdentity;
import dev.sessionlog.unix.ProcessIdentity.Fate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of the lock of a log dir, as the lock's file names it.
 *
 * @param process the collector
 * @param place the boot and the pid namespace that the pid belongs to, because a log dir may be
 *     shared with a container or, over NFS, with another machine
 * @param machine the name and mark of the machine; empty if an earlier version signed
 * @param runDir the run dir that it serves
 */
record LockOwner(ProcessIdentity process, String place, String machine, Path runDir) {
  /** Made with the first line: no command that logs nothing waits for logback. */
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(LockOwner.class);
  }

  /** A path has 4096 bytes at the most. */
  private static final int LONGEST = 5 * 1024;

  private static final Pattern TEXT =
      Pattern.compile(
          "pid (\\d{1,18}) of (\\d{1,18}) in (\\S+)(?: on (\\S+/\\S+))?, run dir (.*)\n",
          Pattern.DOTALL);

  /** Returns this process as the one that serves {@code runDir}. */
  static LockOwner own(Path runDir) {
    Machine here = Machine.here();
    return new LockOwner(ProcessIdentity.own(), place(here), machine(here), runDir);
  }

  private static String place(Machine machine) {
    return machine.bootId() + "/" + machine.processes();
  }

  private static String machine(Machine machine) {
    return machine.host() + "/" + machine.mark();
  }

  /** Parses a lock's file; empty if it cannot be understood. */
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
                Optional.ofNullable(found.group(4)).orElse(""),
                Path.of(found.group(5))))
        : Optional.empty();
  }

  /** Writes it into a lock's file. A full disk must not keep a collector from starting. */
  void sign(FileChannel lock) {
    String text =
        "pid %d of %d in %s on %s, run dir %s\n"
            .formatted(process.pid(), process.startTicks(), place, machine, runDir);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      lock.write(ByteBuffer.wrap(bytes), 0); // a reader never finds it empty
      lock.truncate(bytes.length);
    } catch (IOException unsigned) {
      Log.LOG.debug("the lock does not say whose it is: {}", unsigned.getMessage());
    }
  }

  /**
   * Describes the process for people, including its machine if the pid would be misleading here.
   */
  String inWords() {
    return "pid %d%s, run dir %s".formatted(process.pid(), isHere() ? "" : where(), runDir);
  }

  private String where() {
    Machine here = Machine.here();
    boolean sameName = machine.isEmpty() || machine.equals(machine(here));
    String host = sameName ? "" : " named " + machine.substring(0, machine.indexOf('/'));
    return place.startsWith(here.bootId() + "/")
        ? " in another container" + host
        : " on another machine" + host;
  }

  /** Returns true if its pid and run dir are meaningful to this process. */
  boolean isHere() {
    return place.equals(place(Machine.here()));
  }

  /** The relation of the owner to a process that got the lock. */
  enum Relation {
    /** It ran in the same place as this process, or an earlier version signed. */
    SAME,
    /** It ran on this machine before its last boot, or runs on a copy of it. */
    OTHER_BOOT,
    /** It ran, or runs, in a container of this image, or name, under the same kernel. */
    OTHER_CONTAINER,
    /** It belongs to another machine or container. */
    STRANGER
  }

  /** Returns its relation to this process. */
  Relation relation() {
    Machine here = Machine.here();
    if (machine.isEmpty() || isHere()) {
      return Relation.SAME;
    }
    int end = machine.lastIndexOf('/');
    Machine signed = new Machine("", "", machine.substring(0, end), machine.substring(end + 1));
    if (!signed.isSameMachine(here)) {
      return Relation.STRANGER;
    }
    return place.startsWith(here.bootId() + "/") ? Relation.OTHER_CONTAINER : Relation.OTHER_BOOT;
  }

  /** Returns true if it was killed and cannot exit; never for an invisible process. */
  boolean ending() {
    return isHere() && process.fate() == Fate.ENDING;
  }
}
