package dev.sessionlog.store;

import dev.sessionlog.files.Machine;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingOwner;
import dev.sessionlog.recording.RecordingOwner.Standing;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The active sessions that collectors of other machines or containers record. */
public final class Elsewhere {
  /** After this time without a heartbeat, which comes twice a minute, a collector may be gone. */
  public static final Duration SILENT = Duration.ofMinutes(5);

  /** None. */
  public static final Elsewhere NONE = new Elsewhere(Map.of());

  private final Map<SessionId, Host> hosts;

  private Elsewhere(Map<SessionId, Host> hosts) {
    this.hosts = hosts;
  }

  /**
   * Where a session is recorded.
   *
   * @param name the machine's or container's name
   * @param silence the time since the last heartbeat of its collector
   */
  public record Host(String name, Duration silence) {
    /** Returns true if it has been silent for so long that it may be gone. */
    public boolean isSilent() {
      return silence.compareTo(SILENT) >= 0;
    }
  }

  /** Finds the active sessions of other places. */
  public static Elsewhere find(Path logDir) throws IOException {
    Machine here = Machine.here();
    Map<SessionId, Host> hosts = new HashMap<>();
    for (Seat seat : Seat.all(logDir)) {
      for (Recording recording : new RecordingStore(seat).listed()) {
        Duration silence = silence(seat);
        Optional<RecordingOwner> owner =
            RecordingOwner.of(recording).filter(o -> isElsewhere(o.machine(), here, silence));
        owner.ifPresent(o -> hosts.put(recording.id(), new Host(o.machine().host(), silence)));
      }
    }
    return new Elsewhere(hosts);
  }

  /** Of one name under two kernels the one is a copy of the other, if both live. */
  private static boolean isElsewhere(Machine machine, Machine here, Duration silence) {
    Standing standing = RecordingOwner.standing(machine, here);
    return standing == Standing.ELSEWHERE
        || (standing == Standing.OTHER_RUN
            && (machine.bootId().equals(here.bootId()) || silence.compareTo(SILENT) < 0));
  }

  /** For readers: measured by this machine's clock, which may differ from that of the files. */
  private static Duration silence(Seat seat) {
    try {
      Instant sign = Files.getLastModifiedTime(seat.lock(), LinkOption.NOFOLLOW_LINKS).toInstant();
      Duration silence = Duration.between(sign, Instant.now());
      return silence.isNegative() ? Duration.ZERO : silence;
    } catch (IOException never) {
      return Duration.ZERO;
    }
  }

  /**
   * Returns where a session is recorded; empty for a session of this machine, or one that ended.
   */
  public Optional<Host> of(SessionId id) {
    return Optional.ofNullable(hosts.get(id));
  }

  /** Returns the sessions of hosts that have been silent for {@code time}. */
  public Set<SessionId> silentFor(Duration time) {
    return hosts.entrySet().stream()
        .filter(entry -> entry.getValue().silence().compareTo(time) > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Returns their number. */
  public int count() {
    return hosts.size();
  }
}
