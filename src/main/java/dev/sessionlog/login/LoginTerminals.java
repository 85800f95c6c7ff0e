package dev.sessionlog.login;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Finds the terminal of a login. It uses device numbers, never names: in their own mount namespaces
 * users can give any file any name, and can have terminals with the same numbers as others.
 * Thread-safe.
 */
final class LoginTerminals {
  /** The standard streams, one of which is the terminal even if others are redirected. */
  private static final List<Integer> STREAMS = List.of(0, 1, 2);

  /** In a container this is a terminal of the host. */
  private static final Path CONSOLE = Path.of("/dev/console");

  private final ProcessTable processes;
  private final Ancestry ancestry;

  /**
   * A terminal.
   *
   * @param number its device number
   * @param name its path; empty if another terminal may be at that path, whose facts must not be
   *     used for this one
   */
  record Terminal(int number, Optional<Path> name) {}

  LoginTerminals(ProcessTable processes, Ancestry ancestry) {
    this.processes = processes;
    this.ancestry = ancestry;
  }

  /**
   * Returns the terminal of a knocking process: the controlling one or, for example after {@code su
   * USER -c "bash -l"}, the one that it or the login shell has open.
   *
   * @param uid the user
   * @return empty if there is none
   */
  Optional<Terminal> find(ProcessFacts knocker, long uid) {
    return knocker.tty().isPresent()
        ? controlling(knocker, knocker.tty().getAsInt(), uid)
        : open(knocker, uid)
            .findFirst()
            .map(device -> new Terminal(device.number(), lent(knocker, device, uid)));
  }

  private Optional<Terminal> controlling(ProcessFacts knocker, int number, long uid) {
    Optional<Path> usual = TtyName.of(number);
    if (usual.isEmpty()) {
      return Optional.empty();
    }
    Optional<TerminalDevice> seen =
        open(knocker, uid).filter(device -> device.number() == number).findFirst();
    Optional<Path> name =
        seen.isPresent()
            ? name(seen.get())
            : usual.filter(path -> stands(knocker, path, number, uid));
    return Optional.of(new Terminal(number, name));
  }

  /** If it is invisible, a terminal of the user with the right number is sufficient. */
  private boolean stands(ProcessFacts knocker, Path path, int number, long uid) {
    return processes
        .device(path)
        .filter(device -> device.number() == number && belongs(knocker, device, uid))
        .isPresent();
  }

  /** Any process can receive any open file, so the terminal must belong to a process above it. */
  private Optional<Path> lent(ProcessFacts knocker, TerminalDevice device, long uid) {
    return name(device).filter(any -> belongs(knocker, device, uid));
  }

  /**
   * Returns the name of this terminal on this machine; empty if another or no terminal has the name
   * of its number, as in a container with its own terminals.
   */
  private Optional<Path> name(TerminalDevice device) {
    return Stream.concat(TtyName.of(device.number()).stream(), Stream.of(CONSOLE))
        .filter(path -> processes.device(path).filter(device::sameFile).isPresent())
        .findFirst();
  }

  /** After su(1) a terminal still belongs to the user who logged in first. */
  private boolean belongs(ProcessFacts knocker, TerminalDevice device, long uid) {
    return device.owner() == uid
        || processes.loginUid(knocker.pid()).equals(OptionalLong.of(device.owner()))
        || ancestry.any(
            knocker, pid -> processes.owner(pid).equals(OptionalLong.of(device.owner())));
  }

  /** The launcher reads the answer, for which its own streams are redirected. */
  private Stream<TerminalDevice> open(ProcessFacts knocker, long uid) {
    boolean own = processes.soleUid(knocker.parent()).equals(OptionalLong.of(uid));
    Stream<Long> pids = own ? Stream.of(knocker.parent(), knocker.pid()) : Stream.of(knocker.pid());
    return pids.flatMap(
        pid -> STREAMS.stream().flatMap(fd -> processes.terminal(pid, fd).stream()));
  }
}
