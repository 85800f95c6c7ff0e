package dev.sessionlog.recording;

import dev.sessionlog.files.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The collector that records a session, as the start of its timing file names it. No other
 * collector ends, continues or changes the recording.
 *
 * @param machine the machine of that collector
 * @param runDir the run dir of that collector
 */
public record RecordingOwner(Machine machine, String runDir) {
  /** Returns the owner for a collector of this machine that serves {@code runDir}. */
  public static RecordingOwner here(Path runDir) {
    return new RecordingOwner(Machine.here(), runDir.toString());
  }

  /**
   * Returns the owner; empty for a recording without one, as earlier versions wrote it, or with an
   * unreadable timing file.
   */
  public static Optional<RecordingOwner> of(Recording recording) {
    Map<String, String> headers;
    try {
      headers = RecordingStart.headers(recording, "");
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    String boot = headers.get(RecordingStart.BOOT_ID);
    String processes = headers.get(RecordingStart.PID_NAMESPACE);
    String mark = headers.get(RecordingStart.MACHINE);
    String host = headers.get(RecordingStart.SIGNED_HOST);
    if (boot == null || processes == null || mark == null || host == null) {
      return Optional.empty();
    }
    String runDir = headers.getOrDefault(RecordingStart.RUN_DIR, "");
    return Optional.of(new RecordingOwner(new Machine(boot, processes, host, mark), runDir));
  }

  /** The relation of a process to an unfinished recording. */
  public enum Standing {
    /** It names no owner; the collector with the lock of the log dir takes it over. */
    UNSIGNED,
    /** Its collector ran in the same place as this process. */
    HERE,
    /** Its collector ran before a boot of this machine or container, or of one of the same name. */
    OTHER_RUN,
    /** It belongs to another machine or container. */
    ELSEWHERE
  }

  /** Returns the relation of a process at {@code here} to {@code recording}. */
  public static Standing standing(Recording recording, Machine here) {
    Optional<RecordingOwner> owner = of(recording);
    if (owner.isEmpty()) {
      return Standing.UNSIGNED;
    }
    return standing(owner.get().machine(), here);
  }

  /** Returns the relation of a process at {@code here} to a recording of {@code machine}. */
  public static Standing standing(Machine machine, Machine here) {
    if (machine.isSamePlace(here)) {
      return Standing.HERE;
    }
    return machine.isSameMachine(here) ? Standing.OTHER_RUN : Standing.ELSEWHERE;
  }
}
