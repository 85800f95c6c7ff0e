package dev.sessionlog.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The place where a process runs. Machines or containers may share a log dir, for example a home on
 * NFS, so a pid, a pipe or a run dir has a meaning only in one <em>place</em>.
 *
 * @param bootId the boot of the kernel; "hidden" in a container that does not show it
 * @param processes the pid namespace, as the kernel names it
 * @param host the machine's name
 * @param mark distinguishes machines of one name: a digest of {@code /etc/machine-id}; "-" if that
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

  /** machine-id(5) says that the id itself must not be exposed. */
  private static String markHere() {
    String id = word(MACHINE_ID, "");
    if (!id.matches("[0-9a-f]{32}")) {
      return NO_MARK;
    }
    byte[] salted = ("sessionlog " + id).getBytes(StandardCharsets.UTF_8);
    return Sha256.of(salted).toString().substring(0, MARK_LENGTH);
  }

  /** A blank would end the name when it is read again. */
  private static String word(Path file, String otherwise) {
    try {
      String text = StoreFiles.text(file, LARGEST).strip();
      return text.isEmpty() ? otherwise : text.replaceAll("[\\s/,]+", "_");
    } catch (IOException hidden) {
      return otherwise;
    }
  }

  /** Returns true if processes in both places see each other. */
  public boolean isSamePlace(Machine other) {
    return bootId.equals(other.bootId) && processes.equals(other.processes);
  }

  /**
   * Returns true if both may be the same machine or container, before and after a boot. Without a
   * mark, only the names are compared; with one, a machine may have been renamed.
   */
  public boolean isSameMachine(Machine other) {
    return mark.equals(other.mark) && (!mark.equals(NO_MARK) || host.equals(other.host));
  }
}
