package dev.sessionlog.recording;

import dev.sessionlog.files.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whose collector records a session, as its timing file is signed at the start. Nobody else's ends
 * it, goes on with it or changes it.
 *
 * @param machine where that collector ran
 * @param runDir the run dir that it served
 */
public record RecordingOwner(Machine machine, String runDir) {
  /** Signs for a collector here that serves {@code runDir}. */
  public static RecordingOwner here(Path runDir) {
    return new RecordingOwner(Machine.here(), runDir.toString());
  }

  /**
   * Returns the owner; empty for a recording that is not signed, as those of earlier versions are
   * not, or whose timing file cannot be read.
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

  /** What a process may think of a recording that is not done with. */
  public enum Standing {
    /** It is not signed: whoever has the log dir's lock takes it for its own. */
    UNSIGNED,
    /** Its collector ran where this process runs. */
    HERE,
    /** Its collector ran in another run of this machine or container, or of one of its name. */
    OTHER_RUN,
    /** It is another machine's or container's. */
    ELSEWHERE
  }

  /** Returns what a process at {@code here} may think of {@code recording}. */
  public static Standing standing(Recording recording, Machine here) {
    Optional<RecordingOwner> owner = of(recording);
    if (owner.isEmpty()) {
      return Standing.UNSIGNED;
    }
    return standing(owner.get().machine(), here);
  }

  /** Returns what a process at {@code here} may think of what is signed on {@code machine}. */
  public static Standing standing(Machine machine, Machine here) {
    if (machine.isSamePlace(here)) {
      return Standing.HERE;
    }
    return machine.isSameMachine(here) ? Standing.OTHER_RUN : Standing.ELSEWHERE;
  }
}
