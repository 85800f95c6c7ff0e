package dev.sessionlog.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process runs. A log dir may be shared between machines, as a home on NFS is, and between
 * containers: so a pid, a pipe and a run dir mean something only in one <em>place</em>.
 *
 * @param bootId the run of the kernel; "hidden" where a container does not show it
 * @param processes the table of processes: the kernel's name of the pid namespace
 * @param host the machine's name
 * @param mark tells machines of one name apart: a digest of {@code /etc/machine-id}; "-" where that
 *     is missing. Copies of one image have the same
 */
public record Machine(String bootId, String processes, String host, String mark) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");
  private static final String NO_MARK = "-";
  private static final int MARK_LENGTH = 12;
  private static final int LARGEST = 1024;

  /** Returns where this process runs. */
  public static Machine here() {
    return new Machine(boot(), processTable(), word(HOST_NAME, "localhost"), markHere());
  }

  private static String boot() {
    return word(BOOT_ID, "hidden");
  }

  private static String processTable() {
    try {
      return Files.readSymbolicLink(PID_NAMESPACE).toString();
    } catch (IOException hidden) {
      return "hidden";
    }
  }

  /** The id itself is not to be shown to others, machine-id(5) says. */
  private static String markHere() {
    String id = word(MACHINE_ID, "");
    if (!id.matches("[0-9a-f]{32}")) {
      return NO_MARK;
    }
    byte[] salted = ("sessionlog " + id).getBytes(StandardCharsets.UTF_8);
    return Sha256.of(salted).toString().substring(0, MARK_LENGTH);
  }

  /** A blank in a name would be taken for its end. */
  private static String word(Path file, String otherwise) {
    try {
      String text = StoreFiles.text(file, LARGEST).strip();
      return text.isEmpty() ? otherwise : text.replaceAll("[\\s/,]+", "_");
    } catch (IOException hidden) {
      return otherwise;
    }
  }

  /** Tells whether processes in both see each other. */
  public boolean isSamePlace(Machine other) {
    return bootId.equals(other.bootId) && processes.equals(other.processes);
  }

  /**
   * Tells whether both may be one machine, or one container, in two of its runs. A machine may have
   * got another name meanwhile; without a mark the name is all there is.
   */
  public boolean isSameMachine(Machine other) {
    return mark.equals(other.mark) && (!mark.equals(NO_MARK) || host.equals(other.host));
  }
}
