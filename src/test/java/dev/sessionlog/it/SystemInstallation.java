package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program in system mode, for users who exist in a mount namespace of their own: there
 * {@code /run}, {@code /var/log}, {@code /var/lib} and {@code /home} are empty but for what an
 * installation makes, the user database has some users more, and the program is at {@code /mnt}.
 * The machine itself is not touched. Needs root.
 */
final class SystemInstallation implements AutoCloseable {
  static final String PROGRAM = "/mnt/bin/sessionlog";

  /** The uid and gid of the user who writes transcripts. */
  static final int WRITER = 6800;

  private final Path root;
  private final Process namespace;
  private final List<Terminal> terminals = new ArrayList<>();
  private Process collector;

  /** A user of the namespace; the group is the primary one. */
  record User(String name, int uid, int gid) {
    String home() {
      return "/home/u" + uid;
    }
  }

  private SystemInstallation(Path root, Process namespace) {
    this.root = root;
    this.namespace = namespace;
  }

  /** Returns why this cannot be used here; empty when it can. */
  static Optional<String> obstacle() throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root")) {
      return Optional.of("only root can make users and mount namespaces");
    }
    Process probe =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt").start();
    return probe.waitFor() == 0
        ? Optional.empty()
        : Optional.of("no mount namespace can be made here");
  }

  /** Skips a test where there can be none. */
  static void assumePossible() throws IOException, InterruptedException {
    Optional<String> obstacle = obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
  }

  /** Makes the namespace with these users; {@code auditors} are in the group sessionlog. */
  static SystemInstallation in(Path root, List<User> users, List<User> auditors, String runType)
      throws IOException {
    return in(root, users, Map.of("sessionlog", auditors), runType);
  }

  /** Makes the namespace with these users, some of whom are in further groups. */
  static SystemInstallation in(
      Path root, List<User> users, Map<String, List<User>> groups, String runType)
      throws IOException {
    StringBuilder passwd = new StringBuilder(Files.readString(Path.of("/etc/passwd")));
    StringBuilder group = new StringBuilder(Files.readString(Path.of("/etc/group")));
    StringBuilder shadow = new StringBuilder(Files.readString(Path.of("/etc/shadow")));
    StringBuilder homes = new StringBuilder(home(new User("root", 0, 0)));
    passwd.append("sessionlog:x:%1$d:%1$d::/nonexistent:/usr/sbin/nologin\n".formatted(WRITER));
    group.append("sessionlog-transcriber:x:%d:\n".formatted(WRITER));
    for (User user : users) {
      String name = user.name();
      passwd.append(
          "%s:x:%d:%d::%s:/bin/bash\n".formatted(name, user.uid(), user.gid(), user.home()));
      shadow.append(name).append(":*:19000:0:99999:7:::\n");
      homes.append(home(user));
    }
    users.stream()
        .mapToInt(User::gid)
        .distinct()
        .forEach(gid -> group.append("%s:x:%d:\n".formatted(groupName(users, gid), gid)));
    int further = 6900;
    for (Map.Entry<String, List<User>> entry : groups.entrySet()) {
      String members = String.join(",", entry.getValue().stream().map(User::name).toList());
      group.append("%s:x:%d:%s\n".formatted(entry.getKey(), further++, members));
    }
    Files.writeString(root.resolve("passwd"), passwd);
    Files.writeString(root.resolve("group"), group);
    Files.writeString(root.resolve("shadow"), shadow);
    Path ready = root.resolve("ready");
    String setup =
        """
        set -e
        cd %1$s
        chmod 644 passwd group
        chmod 640 shadow
        mount --bind passwd /etc/passwd
        mount --bind group /etc/group
        mount --bind shadow /etc/shadow
        mount --bind %2$s /mnt
        mount -t tmpfs tmpfs /home
        mount -t tmpfs tmpfs /var/log
        mount -t tmpfs tmpfs /var/lib
        mount -t %3$s %3$s /run
        mkdir -p /run/sessionlog.conf /var/lib/sessionlog
        chmod 755 /run /home
        %4$s
        echo >%5$s
        exec sleep 1000
        """
            .formatted(root, System.getProperty("sessionlog.home"), runType, homes, ready);
    Path script = Files.writeString(root.resolve("setup"), setup);
    Process namespace =
        new ProcessBuilder("unshare", "-m", "--propagation", "private", "sh", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("setup.out").toFile())
            .start();
    SystemInstallation installation = new SystemInstallation(root, namespace);
    awaitValue("the namespace", () -> Files.exists(ready) ? Optional.of(true) : Optional.empty());
    return installation;
  }

  private static String home(User user) {
    return """
        mkdir %1$s
        printf '%%s\\n' 'eval "$(%2$s init-user)"' "PS1='READY> '" >%1$s/.bash_profile
        chown -R %3$d:%4$d %1$s
        """
        .formatted(user.home(), PROGRAM, user.uid(), user.gid());
  }

  /** A group with one user has that user's name, as useradd(8) makes it. */
  private static String groupName(List<User> users, int gid) {
    List<User> members = users.stream().filter(user -> user.gid() == gid).toList();
    return members.size() == 1 ? members.get(0).name() : "g" + gid;
  }

  /** Returns a path of the namespace as this process can open it. */
  Path path(String inside) {
    return Path.of("/proc/" + namespace.pid() + "/root" + inside);
  }

  Path logDir() {
    return path("/var/log/sessionlog");
  }

  Path collectorLog() {
    return root.resolve("collector.log");
  }

  void configure(String... lines) throws IOException {
    Files.write(path("/run/sessionlog.conf/sessionlog.toml"), List.of(lines));
  }

  private List<String> inside(List<String> command) {
    List<String> all =
        new ArrayList<>(List.of("nsenter", "-t", Long.toString(namespace.pid()), "-m", "--"));
    all.addAll(command);
    return all;
  }

  /** Starts the collector, as root, and waits until it answers. */
  long startCollector() throws IOException {
    List<String> command =
        List.of(
            "env",
            "--default-signal=HUP",
            PROGRAM,
            "daemon",
            "--system",
            "--config",
            "/run/sessionlog.conf/sessionlog.toml");
    collector =
        new ProcessBuilder(inside(command))
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.appendTo(collectorLog().toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return awaitValue("a collector", this::collectorPid);
  }

  Optional<Long> collectorPid() throws IOException {
    try {
      String pid = Files.readString(path("/run/sessionlog/collector.pid")).strip();
      // One that was killed has left its own.
      return Optional.of(Long.parseLong(pid))
          .filter(p -> collector.isAlive() && ProcessHandle.of(p).isPresent());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Runs sh code as a user, without a terminal. */
  Outcome as(User user, String code) throws IOException, InterruptedException {
    return Outcome.of(
        inside(shell(user, "/bin/sh", "cd /\n" + code)), Path.of("/"), environment(user), "");
  }

  /** Starts sh code as a user, without a terminal. */
  Process start(User user, String code) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(inside(shell(user, "/bin/sh", "cd /\n" + code)));
    builder.environment().putAll(environment(user));
    return builder.start();
  }

  private static List<String> shell(User user, String shell, String code) {
    return List.of(
        "setpriv",
        "--reuid",
        Integer.toString(user.uid()),
        "--regid",
        Integer.toString(user.gid()),
        "--init-groups",
        shell,
        "-c",
        code);
  }

  private static Map<String, String> environment(User user) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", user.home());
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("TERM", "xterm");
    environment.put("JAVA_HOME", System.getProperty("sessionlog.java.home"));
    return environment;
  }

  /** Logs a user in on a terminal. */
  Terminal login(User user) throws IOException {
    return login(user, "exec -l /bin/bash");
  }

  /** Has a user run sh code on a terminal, which may become a login shell. */
  Terminal login(User user, String code) throws IOException {
    List<String> command = inside(shell(user, "/bin/bash", "cd ~\n" + code));
    Terminal terminal =
        Terminal.start(Path.of("/"), environment(user), command.toArray(new String[0]));
    terminals.add(terminal);
    return terminal;
  }

  /** Returns the recordings of the user whose files have that stem, oldest first. */
  List<Path> recordings(String stem) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(logDir().resolve("sessions").resolve(stem))) {
      folders.forEach(found::add);
    } catch (NoSuchFileException none) {
      return found;
    }
    found.sort(null);
    return found;
  }

  @Override
  public void close() {
    terminals.forEach(Terminal::close);
    if (collector != null) {
      collector.destroy();
      collector.onExit().completeOnTimeout(collector, 10, TimeUnit.SECONDS).join();
      collector.destroyForcibly();
    }
    // Whatever is in the namespace was started by a test: keep-alive processes, servers, scripts
    // that hang on.
    String ours = namespaceOf(namespace.pid());
    ProcessHandle.allProcesses()
        .filter(process -> !ours.isEmpty() && namespaceOf(process.pid()).equals(ours))
        .filter(process -> process.pid() != namespace.pid())
        .forEach(ProcessHandle::destroyForcibly);
    namespace.destroyForcibly();
  }

  private static String namespaceOf(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/mnt")).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
