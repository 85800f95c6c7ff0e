package dev.sessionlog.login;

import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers knocks, one at a time in each thread that calls it. Thread-safe. */
public final class Doorkeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
  private static final long RETRY_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  private final Unix unix;
  private final ProcessTable processes;
  private final Ancestry ancestry;
  private final LoginShell loginShell;
  private final LoginRecords logged;
  private final Admission admission;
  private final Duration patience;

  /**
   * Creates a doorkeeper.
   *
   * @param shells the file that lists login shells, usually {@code /etc/shells}
   * @param logged tells from where a terminal's user came
   * @param patience how long a knock may take to be opened for reading
   */
  public Doorkeeper(
      Unix unix,
      ProcessTable processes,
      Path shells,
      LoginRecords logged,
      Admission admission,
      Duration patience) {
    this.unix = unix;
    this.processes = processes;
    this.ancestry = new Ancestry(processes, admission::sessionOfPipe);
    this.loginShell = new LoginShell(shells);
    this.logged = logged;
    this.admission = admission;
    this.patience = patience;
  }

  /** Answers the knock at {@code path} and removes it. What is no knock is logged and removed. */
  public void answer(Path path) {
    try (UnixFile knock = unix.open(path, OpenFlag.PATH)) {
      FileFacts facts = knock.facts();
      // With two names it could be somebody's knock under the pid of another process of theirs.
      boolean good = facts.fifo() && facts.links() == 1;
      Optional<Login> login = good ? identify(path, facts) : Optional.empty();
      if (login.isPresent()) {
        deliver(knock, path, login.get());
      } else {
        LOG.warn("{}: not the knock of a login that can be seen; removed", path);
      }
    } catch (UnixException e) {
      if (!e.absent()) {
        LOG.warn("{}: not a knock: {}; removed", path, e.getMessage());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot answer {}: {}", path, e.getMessage());
    } finally {
      remove(path);
    }
  }

  private static void remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException stays) {
      LOG.warn("cannot remove {}: {}", path, stays.getMessage());
    }
  }

  /**
   * Returns who knocks; empty when the knock is not that of a live process of the knock's owner.
   */
  private Optional<Login> identify(Path path, FileFacts facts) {
    Matcher name = KnockSorter.NAME.matcher(path.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    long pid = Long.parseLong(name.group(1));
    if (!processes.soleUid(pid).equals(OptionalLong.of(facts.uid()))) {
      return Optional.empty();
    }
    Optional<ProcessFacts> process = processes.find(pid);
    Optional<Account> account = unix.account(facts.uid());
    if (process.isEmpty() || account.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> environment = processes.environment(pid);
    Optional<Path> shell = processes.program(process.get().parent());
    Optional<Ancestry.Enclosing> above = ancestry.find(process.get());
    return tty(process.get())
        .map(
            tty ->
                new Login(
                    account.get(),
                    processes.loginUid(pid),
                    process.get().parent(),
                    tty,
                    logged.host(tty).or(() -> remote(environment)),
                    environment.getOrDefault("TERM", ""),
                    loginShell.choose(account.get().shell(), shell),
                    ShellSyntax.of(shell.map(p -> p.getFileName().toString()).orElse("sh")),
                    above.map(Ancestry.Enclosing::session),
                    above.map(Ancestry.Enclosing::sameTty).orElse(false)));
  }

  private Optional<Path> tty(ProcessFacts process) {
    Optional<Path> controlling =
        process.tty().isPresent() ? TtyName.of(process.tty().getAsInt()) : Optional.empty();
    return controlling.or(
        () ->
            processes
                .openFile(process.pid(), 0)
                .filter(
                    file -> file.startsWith("/dev/pts") || file.toString().startsWith("/dev/tty")));
  }

  private static Optional<String> remote(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("SSH_CONNECTION"))
        .map(connection -> connection.replaceFirst(" .*", ""))
        .filter(address -> address.matches("[0-9A-Fa-f.:%a-z]{1,100}"));
  }

  private Answer decide(Login login) {
    if (login.recorded()) {
      login.parent().ifPresent(session -> admission.loggedInInside(session, login));
      return Answer.nothing();
    }
    return admission.admit(login);
  }

  /**
   * Waits until the launcher reads, and only then decides: so a knock that nobody reads costs no
   * session. It is removed when all is done: one that is gone before the launcher opened it would
   * be a login without a recording.
   */
  private void deliver(UnixFile knock, Path path, Login login) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try (UnixFile open = unix.reopen(knock, OpenFlag.WRITE, OpenFlag.NONBLOCK)) {
        byte[] text = decide(login).text().getBytes(StandardCharsets.UTF_8);
        open.write(UnixFile.allocate(text.length).put(text).flip());
        return;
      } catch (UnixException e) {
        if (!e.noReader() || System.nanoTime() > deadline) {
          LOG.warn("{}: nobody took the answer: {}", path, e.getMessage());
          return;
        }
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }
}
