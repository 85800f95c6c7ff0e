package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A copy of this machine in namespaces of its own: files are an overlay that is gone afterwards,
 * processes are ended with it. The program is installed there by its own script, for users with
 * different shells and two sshd: one as it is, one with ForceCommand for all who may have it. Needs
 * root.
 */
final class ServerCopy implements AutoCloseable {
  static final Map<String, String> USERS =
      Map.of(
          "alice",
          "/bin/bash",
          "dora",
          "/bin/dash",
          "kate",
          "/bin/ksh",
          "zoe",
          "/bin/zsh",
          "finn",
          "/usr/bin/fish",
          "tess",
          "/bin/tcsh",
          "rosa",
          "/bin/rbash",
          "gus",
          "/usr/bin/git-shell");

  private static final String SETUP =
      """
      set -e
      mount --make-rprivate /
      mount -t tmpfs tmpfs "$1/disk"
      cd "$1/disk"
      mkdir upper work root
      mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
      mount -t proc proc root/proc
      mount --rbind /dev root/dev
      for folder in run tmp home var/log; do mount -t tmpfs tmpfs root/$folder; done
      chmod 1777 root/tmp
      mkdir root/run/sshd
      mount --bind "$2" root/mnt
      chroot root sh -e <<'END'
      /mnt/install >/dev/null
      rm -f /root/.ssh/config
      mkdir -p -m 700 /run/keys /root/.ssh
      ssh-keygen -q -t ed25519 -N '' -f /run/keys/host
      ssh-keygen -q -t ed25519 -N '' -f /run/keys/user
      cp /run/keys/user.pub /root/.ssh/authorized_keys
      printf '%%s\\n' "PS1='READY> '" >/root/.profile
      rm -f /root/.bashrc /root/.bash_profile
      groupadd sessionlog-forced
      for user in %1$s; do
        useradd -m -s ${user#*:} -p '*' ${user%%:*}
        cd /home/${user%%:*}
        mkdir .ssh
        cp /run/keys/user.pub .ssh/authorized_keys
        printf '%%s\\n' "PS1='READY> '" >.profile
        printf '%%s\\n' "PS1='READY> '" >.zshrc
        printf '%%s\\n' "set prompt='READY> '" >.cshrc
        rm -f .bashrc .bash_profile .kshrc
        mkdir -p .config/fish
        printf '%%s\\n' 'set -U fish_greeting' 'function fish_prompt; echo "READY> "; end' \\
          >.config/fish/config.fish
        chown -R ${user%%:*}: .
        case $user in rosa:* | gus:*) ;; *) usermod -aG sessionlog-forced ${user%%:*} ;; esac
      done
      ! [ -d /etc/sudoers.d ] || echo 'alice ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/sessionlog-test
      cat >/run/sshd.conf <<'CONF'
      ListenAddress 127.0.0.1
      HostKey /run/keys/host
      PidFile none
      UsePAM no
      AuthorizedKeysFile .ssh/authorized_keys
      Subsystem sftp /usr/lib/openssh/sftp-server
      CONF
      /usr/sbin/sshd -f /run/sshd.conf -p %2$d -E /run/sshd.log
      { cat /run/sshd.conf; cat /usr/share/doc/sessionlog/examples/sshd.conf; } >/run/forced.conf
      sed -i 's#Subsystem.*#Subsystem sftp internal-sftp#' /run/forced.conf
      /usr/sbin/sshd -f /run/forced.conf -p %3$d -E /run/forced.log
      END
      echo >"$1/ready"
      while :; do chroot root sleep 1; done
      """;

  private final Path root;
  private final int plainPort;
  private final int forcedPort;
  private final List<Terminal> terminals = new ArrayList<>();
  private Process namespace;
  private Process collector;

  private ServerCopy(Path root, int plainPort, int forcedPort) {
    this.root = root;
    this.plainPort = plainPort;
    this.forcedPort = forcedPort;
  }

  /** Returns why this cannot be had here; empty when it can. */
  static Optional<String> obstacle() throws IOException, InterruptedException {
    for (String program : List.of("/usr/sbin/sshd", "/usr/bin/ssh", "/usr/sbin/useradd")) {
      if (!Files.isExecutable(Path.of(program))) {
        return Optional.of(program + " is not installed");
      }
    }
    return SystemInstallation.obstacle();
  }

  static ServerCopy in(Path root) throws IOException {
    ServerCopy copy = new ServerCopy(root, freePort(), freePort());
    Files.createDirectories(root.resolve("disk"));
    List<String> users = new ArrayList<>();
    USERS.forEach((name, shell) -> users.add(name + ":" + shell));
    String setup = SETUP.formatted(String.join(" ", users), copy.plainPort, copy.forcedPort);
    Path script = Files.writeString(root.resolve("setup"), setup);
    copy.namespace =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "--mount",
                    "--pid",
                    "--fork",
                    "--kill-child",
                    "sh",
                    script.toString(),
                    root.toString(),
                    System.getProperty("sessionlog.home")))
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("setup.out").toFile())
            .start();
    awaitValue("the copy of the machine", copy::ready);
    return copy;
  }

  private Optional<Boolean> ready() throws IOException {
    if (!namespace.isAlive()) {
      throw new AssertionError(Files.readString(root.resolve("setup.out")));
    }
    return Files.exists(root.resolve("ready")) ? Optional.of(true) : Optional.empty();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private long init() {
    return namespace.children().findFirst().orElseThrow().pid();
  }

  /** Returns a path of the copy as this process can open it. */
  Path path(String inside) {
    return Path.of("/proc/" + init() + "/cwd/root" + inside);
  }

  private List<String> inside(String... command) {
    String init = Long.toString(init());
    List<String> all = new ArrayList<>(List.of("nsenter", "-t", init, "-m", "-p", "chroot"));
    all.add(root.resolve("disk/root").toString());
    all.addAll(List.of(command));
    return all;
  }

  private static Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "TERM", "xterm",
        "HOME", "/root",
        "LANG", "C.UTF-8",
        "JAVA_HOME", System.getProperty("sessionlog.java.home"));
  }

  /** Runs sh code as root, without a terminal. */
  Outcome sh(String code) throws IOException, InterruptedException {
    return Outcome.of(inside("/bin/sh", "-c", code), Path.of("/"), environment(), "");
  }

  /**
   * Runs a command as root on a terminal of its own. Its process group must be one of the copy's
   * processes, so it becomes the leader of a session there.
   */
  Terminal terminal(String... command) throws IOException {
    List<String> all = new ArrayList<>(inside("setsid", "--ctty", "--wait"));
    all.addAll(List.of(command));
    Terminal terminal = Terminal.start(Path.of("/"), environment(), all.toArray(new String[0]));
    terminals.add(terminal);
    return terminal;
  }

  /** Returns how to call ssh for the sshd as it is, or for the one with ForceCommand. */
  String ssh(boolean forced) {
    return "ssh -F none -i /run/keys/user -o BatchMode=yes -o StrictHostKeyChecking=no"
        + " -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o Port="
        + (forced ? forcedPort : plainPort);
  }

  /** Returns the same for scp and sftp, which have no word for a shell. */
  String options(boolean forced) {
    return ssh(forced).substring("ssh ".length());
  }

  Terminal login(boolean forced, String user, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(ssh(forced).split(" ")));
    command.addAll(List.of("-tt", user + "@127.0.0.1"));
    command.addAll(List.of(more));
    return terminal(command.toArray(new String[0]));
  }

  void startCollector() throws IOException {
    collector =
        new ProcessBuilder(inside("/usr/lib/sessionlog/bin/sessionlog", "daemon", "--system"))
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("collector.log").toFile())
            .start();
    awaitValue(
        "a collector",
        () ->
            Files.exists(path("/run/sessionlog/collector.pid"))
                ? Optional.of(true)
                : Optional.empty());
  }

  long collectorPid() {
    return collector
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  /** Returns the recordings of a user, oldest first. */
  List<Path> recordings(String user) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(path("/var/log/sessionlog/sessions/" + user))) {
      folders.forEach(found::add);
    } catch (NoSuchFileException none) {
      return found;
    }
    found.sort(null);
    return found;
  }

  /** Waits until a recording of the user has that text, and returns it. */
  Path awaitRecording(String user, String text) {
    return awaitValue(
        "a recording of " + user + " with " + text,
        () -> {
          for (Path recording : recordings(user)) {
            if (Files.readString(recording.resolve("typescript"), StandardCharsets.ISO_8859_1)
                .contains(text)) {
              return Optional.of(recording);
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public void close() {
    terminals.forEach(Terminal::close);
    if (collector != null) {
      collector.destroy();
    }
    // The first process of the pid namespace takes all others with it.
    namespace.children().forEach(ProcessHandle::destroyForcibly);
    namespace.onExit().completeOnTimeout(namespace, 10, TimeUnit.SECONDS).join();
    namespace.destroyForcibly();
  }
}
