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
  /** After that a collector, which gives a sign of life twice a minute, may be gone. */
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
   * @param silence for how long its collector has given no sign of life
   */
  public record Host(String name, Duration silence) {
    /** Tells whether it has been silent for so long that it may be gone. */
    public boolean isSilent() {
      return silence.compareTo(SILENT) >= 0;
    }
  }

  /** Looks which there are. */
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

  /** For who only reads: by this machine's clock, which may differ from that of the files. */
  private static Duration silence(Seat seat) {
    try {
      Instant sign = Files.getLastModifiedTime(seat.lock(), LinkOption.NOFOLLOW_LINKS).toInstant();
      Duration silence = Duration.between(sign, Instant.now());
      return silence.isNegative() ? Duration.ZERO : silence;
    } catch (IOException never) {
      return Duration.ZERO;
    }
  }

  /** Returns where a session is recorded; empty for one of this machine's, or one that ended. */
  public Optional<Host> of(SessionId id) {
    return Optional.ofNullable(hosts.get(id));
  }

  /** Returns those of hosts that have been silent for {@code time}. */
  public Set<SessionId> silentFor(Duration time) {
    return hosts.entrySet().stream()
        .filter(entry -> entry.getValue().silence().compareTo(time) > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Returns how many there are. */
  public int count() {
    return hosts.size();
  }
}
