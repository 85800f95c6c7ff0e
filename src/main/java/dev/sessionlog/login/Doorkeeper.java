package dev.sessionlog.login;

import dev.sessionlog.session.Origin;
import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers knocks. Thread-safe. */
public final class Doorkeeper implements KnockSorter.Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

  private static final String CONNECTION = "SSH_CONNECTION";
  private static final String TERM = "TERM";
  private static final long NO_GROUP = 0xFFFF_FFFFL;
  private static final Set<String> ASKED_OF_ENVIRONMENT = Set.of(Answer.COMMAND, CONNECTION, TERM);

  private final Unix unix;
  private final ProcessTable processes;
  private final Ancestry ancestry;
  private final LoginTerminals terminals;
  private final LoginShell loginShell;
  private final LoginRecords logged;
  private final SshOrigin sshOrigin;
  private final Admission admission;
  private final Duration patience;
  private final SubordinateUids people = SubordinateUids.ofThisMachine();
  private final UserWarnings warnings =
      new UserWarnings(System::nanoTime, text -> LOG.warn("{}", text));

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
    this.terminals = new LoginTerminals(processes, ancestry);
    this.loginShell = new LoginShell(shells);
    this.logged = logged;
    this.sshOrigin = processes.sshOrigin();
    this.admission = admission;
    this.patience = patience;
  }

  /**
   * Answers the knock at {@code path} and removes it. What is no knock is logged and removed. A
   * session is opened only when the launcher reads, so that a knock that nobody reads costs none;
   * and the knock is not removed before: one that is gone before the launcher opened it would be a
   * login without a recording.
   *
   * @param waited how long ago the knock was seen
   * @return false when its launcher does not read yet, and the knock is to be answered later
   */
  @Override
  public boolean answer(Path path, Duration waited) {
    try (UnixFile knock = unix.open(path, OpenFlag.PATH)) {
      if (!answer(knock, path, waited)) {
        return false;
      }
      remove(path, knock.facts());
    } catch (UnixException e) {
      if (!e.absent()) {
        warnings.warn("", path + ": not a knock: " + e.getMessage());
      }
    } catch (IOException e) {
      warnings.warn("", "cannot answer " + path + ": " + e.getMessage());
    }
    return true;
  }

  /** Whatever goes wrong, the knock is done with. */
  private boolean answer(UnixFile knock, Path path, Duration waited) {
    try {
      return tryAnswer(knock, path, waited);
    } catch (IOException | RuntimeException e) {
      tell(knock, "cannot answer " + path + ": " + e.getMessage());
      return true;
    }
  }

  private boolean tryAnswer(UnixFile knock, Path path, Duration waited) throws IOException {
    OptionalLong pid = knocker(knock, path);
    if (pid.isEmpty()) {
      tell(knock, path + ": not the knock of a login that can be seen; removed");
      return true;
    }
    try {
      // Not kept open meanwhile: its launcher could not stop to wait when this thread were stuck.
      unix.reopen(knock, OpenFlag.WRITE, OpenFlag.NONBLOCK).close();
    } catch (UnixException e) {
      if (e.noReader() && waited.compareTo(patience) < 0) {
        return false;
      }
      tell(knock, path + ": nobody waits for the answer: " + e.getMessage());
      return true;
    }
    long uid = knock.facts().uid();
    Optional<Account> known = unix.account(uid);
    Account account = known.orElseGet(() -> numbers(pid.getAsLong(), uid));
    Optional<Login> login = identify(pid.getAsLong(), account);
    if (login.isEmpty()) {
      tell(knock, path + ": not the knock of a login that can be seen; removed");
      return true;
    }
    String answer = decide(login.get(), known.isPresent()).text();
    try {
      write(knock, answer);
    } catch (UnixException e) {
      tell(knock, path + ": nobody took the answer: " + e.getMessage());
    }
    return true;
  }

  /** Logs what a knock's owner caused. */
  private void tell(UnixFile knock, String what) {
    String owner = "";
    try {
      owner = Long.toString(people.ownerOf(knock.facts().uid()));
    } catch (IOException unknown) {
      LOG.debug("{}", unknown.getMessage());
    }
    warnings.warn(owner, what);
  }

  /**
   * Tells the launcher that the answer will take a while, by an empty line.
   *
   * @return false when it does not read yet
   */
  @Override
  public boolean promise(Path path) {
    try (UnixFile knock = unix.open(path, OpenFlag.PATH)) {
      if (!isKnock(knock.facts())) {
        return true;
      }
      write(knock, "\n");
    } catch (UnixException e) {
      return !e.noReader();
    } catch (IOException e) {
      warnings.warn("", path + ": " + e.getMessage());
    }
    return true;
  }

  private void write(UnixFile knock, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (UnixFile open = unix.reopen(knock, OpenFlag.WRITE, OpenFlag.NONBLOCK)) {
      open.write(UnixFile.allocate(bytes.length).put(bytes).flip());
    }
  }

  /** With two names it could be somebody's knock under the pid of another process of theirs. */
  private static boolean isKnock(FileFacts facts) {
    return facts.fifo() && facts.links() == 1;
  }

  /** Returns the process that knocks; empty when it is not alive and the knock's owner's. */
  private OptionalLong knocker(UnixFile knock, Path path) throws IOException {
    FileFacts facts = knock.facts();
    Matcher name = KnockSorter.NAME.matcher(path.getFileName().toString());
    if (!isKnock(facts) || !name.matches()) {
      return OptionalLong.empty();
    }
    long pid = Long.parseLong(name.group(1));
    return processes.soleUid(pid).equals(OptionalLong.of(facts.uid()))
        ? OptionalLong.of(pid)
        : OptionalLong.empty();
  }

  /** The knock may be another's by now: it is removed only when it is the one that was opened. */
  private static void remove(Path path, FileFacts opened) throws IOException {
    Path knocks = path.toAbsolutePath().getParent();
    new KnockRemoval(new RunDir(knocks.getParent()).refused())
        .remove(path, new KnockRemoval.Identity(opened.device(), opened.inode()));
  }

  /** Returns who knocks; empty when the process is gone, or its terminal is not its user's. */
  private Optional<Login> identify(long pid, Account account) {
    Optional<ProcessFacts> process = processes.find(pid);
    if (process.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> environment = processes.environment(pid, ASKED_OF_ENVIRONMENT);
    // Then a script asks, and the shell it is written for is not the user's.
    boolean bySsh = environment.containsKey(Answer.COMMAND);
    Optional<Path> shell = processes.program(process.get().parent());
    return terminals
        .find(process.get(), account.uid())
        .map(
            terminal -> {
              Optional<Ancestry.Enclosing> above =
                  ancestry.find(process.get(), OptionalInt.of(terminal.number()));
              return new Login(
                  account,
                  processes.loginUid(pid),
                  process.get().parent(),
                  terminal.name().orElse(TtyName.UNKNOWN),
                  origin(terminal, process.get(), environment),
                  environment.getOrDefault(TERM, ""),
                  bySsh
                      ? LoginShell.ofAccount(account.shell())
                      : loginShell.choose(account.shell(), shell),
                  ShellSyntax.of(shell.map(p -> p.getFileName().toString()).orElse("sh")),
                  above.map(Ancestry.Enclosing::session),
                  above.map(Ancestry.Enclosing::sameTty).orElse(false));
            });
  }

  /** What the user's environment says counts only where nothing better is known, as a claim. */
  private Optional<Origin> origin(
      LoginTerminals.Terminal terminal, ProcessFacts process, Map<String, String> environment) {
    return host(terminal, process)
        .or(() -> terminal.name().flatMap(any -> sshOrigin.of(process)))
        .map(Origin::known)
        .or(() -> remote(environment).map(Origin::claimed));
  }

  private Optional<String> host(LoginTerminals.Terminal terminal, ProcessFacts process) {
    return terminal
        .name()
        .flatMap(tty -> logged.host(tty, pid -> ancestry.any(process, above -> above == pid)));
  }

  private static Optional<String> remote(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(CONNECTION))
        .map(connection -> connection.replaceFirst(" .*", ""))
        .filter(address -> address.matches("[0-9A-Fa-f.:%a-z]{1,100}"));
  }

  /** The blank in the name sees to it that no user has it. */
  private Account numbers(long pid, long uid) {
    long gid = processes.soleGid(pid).orElse(NO_GROUP);
    return new Account("uid " + uid, uid, gid, "/", "/bin/sh");
  }

  private Answer decide(Login login, boolean known) {
    if (login.recorded()) {
      login.parent().ifPresent(session -> admission.loggedInInside(session, login));
      return Answer.nothing();
    }
    return known ? admission.admit(login) : admission.unknownUser(login);
  }
}
