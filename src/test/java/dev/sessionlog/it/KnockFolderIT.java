package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user makes of the folder where all knock, which is on a file system of its own here. */
final class KnockFolderIT {
  private static final User ALICE = new User("alice", 6411, 6411);
  private static final User MALLORY = new User("mallory", 6412, 6412);
  private static final User ROOT = new User("root", 0, 0);
  private static final String KNOCK = "/run/sessionlog/knock";
  private static final Path MOUNT =
      Path.of("src/test/resources/fault/mount-that-never-answers").toAbsolutePath();

  /** Makes knocks under names that are no process's, as many as can be, and keeps all open. */
  private static final String TAKE_ALL_INODES =
      "ulimit -n 4096; exec perl -MPOSIX -MFcntl -e '$| = 1; my @all; my $n = 900000000;"
          + " while (1) { my $name = \"%s/\" . $n++;"
          + " if (mkfifo($name, 0600) and sysopen(my $open, $name, O_RDWR)) { push @all, $open }"
          + " else { select(undef, undef, undef, 0.01) } }'";

  @TempDir private Path root;
  private SystemInstallation system;

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl is not installed");
    system = SystemInstallation.in(root.toRealPath(), List.of(ALICE, MALLORY), List.of(), "tmpfs");
    system.configure("");
    system.as(
        ROOT,
        ("mkdir -p %1$s; chmod 755 /run/sessionlog; echo user_allow_other >/run/fuse.conf;"
                + " mount --bind /run/fuse.conf /etc/fuse.conf;"
                + " mknod -m 666 /run/fuse c 10 229 && mount --bind /run/fuse /dev/fuse;"
                + " mount -t tmpfs -o mode=1733,nr_inodes=500 knock %1$s")
            .formatted(KNOCK));
  }

  @AfterEach
  void remove() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void whoUsesUpItsInodesIsNamedAndSessionsAndTheRestOfRunGoOn() throws Exception {
    system.startCollector();
    Terminal alice = system.login(ALICE).await("READY> ");
    Process mallory = system.start(MALLORY, TAKE_ALL_INODES.formatted(KNOCK));
    awaitValue(
        "who holds them in the status",
        () ->
            Optional.of(Files.readString(system.path("/run/sessionlog/status.json")))
                .filter(text -> text.contains(" of 500 inodes"))
                .filter(text -> text.contains("uid " + MALLORY.uid() + " holds ")));
    alice.enter("echo hers-$((40+2))").await("hers-42");
    system.as(ROOT, "touch /run/sessionlog/pipes/of-the-rest").exits(0);
    Terminal unanswered = system.login(ALICE);
    unanswered.await("READY> ");
    mallory.destroyForcibly();
    assertTrue(mallory.waitFor() != 0);
    awaitValue(
        "a login that is recorded",
        () -> {
          Terminal again = system.login(ALICE).await("READY> ");
          return Optional.of(again.shown()).filter(shown -> shown.contains("is recorded by"));
        });
    alice.enter("exit");
    assertEquals(0, alice.awaitExit());
  }

  @Test
  void aFileSystemThatAnswersNobodyKeepsNoLoginWaiting() throws Exception {
    PageThatNeverComes.require();
    Process mallory =
        system.start(MALLORY, "exec /usr/bin/python3 %s %s/77777".formatted(MOUNT, KNOCK));
    String said = mallory.inputReader().readLine();
    if (said == null) {
      String why = new String(mallory.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assumeTrue(!why.contains("fusermount3"), () -> "nothing can be mounted here: " + why);
    }
    assertEquals("mounted", said);
    try {
      system.startCollector();
      for (int i = 0; i < 3; i++) {
        Terminal alice = system.login(ALICE).await("is recorded by").await("READY> ");
        alice.enter("exit");
        assertEquals(0, alice.awaitExit());
      }
      awaitValue(
          "a warning",
          () ->
              Optional.of(Files.readString(system.path("/run/sessionlog/status.json")))
                  .filter(text -> text.contains(KNOCK + "/77777: not a knock: a file system is")));
    } finally {
      mallory.getOutputStream().close();
      mallory.waitFor();
    }
  }
}
