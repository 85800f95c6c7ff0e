package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root on the store of somebody who hopes that root comes by; and what anybody's umask leaves. */
final class StrangersStoreIT {
  private static final int STRANGER = 61001;

  @TempDir private Path root;
  private Installation installation;
  private StoredSession session;

  @BeforeEach
  void install() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "root is who is to be trapped");
    installation = Installation.in(root);
    session = StoredSession.in(installation).output(0.1, "$ echo hello\r\nhello\r\n".repeat(999));
    installation.configure("[retention]", "max_age = \"1s\"");
  }

  @AfterEach
  void remove() throws Exception {
    installation.close();
  }

  private void giveAway() throws IOException {
    try (Stream<Path> paths = Files.walk(installation.logDir())) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(installation.logDir())) {
      for (Path path : paths.toList()) {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
        tree.put(path.toString(), Integer.toOctalString(mode) + " " + time);
      }
    }
    return tree;
  }

  @Test
  void rootChangesNothingThereAndFollowsNoLinkOut() throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), "root's own\n".repeat(999));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.setLastModifiedTime(secret, FileTime.from(Instant.EPOCH));
    Files.delete(session.folder().resolve("typescript"));
    Files.createSymbolicLink(session.folder().resolve("typescript"), secret);
    Files.createDirectories(installation.logDir().resolve("audit"));
    Files.createSymbolicLink(installation.logDir().resolve("audit/audit.log"), secret);
    giveAway();
    Map<String, String> before = tree();
    for (String retention : List.of("max_age = \"1s\"", "compress_after = \"1s\"")) {
      installation.configure("[retention]", retention);
      installation.sessionlog("cleanup").exits(1).complains("runuser -u " + STRANGER);
    }
    installation.sessionlog("hold", StoredSession.ID).exits(1).complains("runuser -u ");
    installation.sessionlog("hold", "--user", "alice").exits(1).complains("runuser -u ");
    installation
        .sessionlog("show", "--raw", StoredSession.ID)
        .exits(4)
        .complains("expected a regular file; remove it");
    Path typescript = Files.writeString(root.resolve("typescript"), "x\n");
    Path timing = Files.writeString(root.resolve("timing"), "0.100000 1\n");
    installation
        .sessionlog("import", typescript.toString(), timing.toString())
        .exits(1)
        .complains("runuser -u ");
    assertEquals(before, tree());
    assertEquals(11 * 999, Files.size(secret));
    assertEquals(FileTime.from(Instant.EPOCH), Files.getLastModifiedTime(secret));
  }

  @Test
  void aNamedPipeInPlaceOfAFileMakesNobodyWait() throws Exception {
    Path sessionFile = session.folder().resolve("session.json");
    Files.delete(sessionFile);
    new ProcessBuilder("/usr/bin/mkfifo", sessionFile.toString()).start().waitFor();
    installation.sessionlog("list").exits(4).complains("expected a regular file; remove it");
    installation.sessionlog("status").exits(1);
    installation.sessionlog("cleanup").complains("expected a regular file; remove it");
    assertTrue(Files.exists(session.folder()));
  }

  @Test
  void whatCommandsMakeIsTheirUsersAloneWhateverTheUmask() throws Exception {
    Path typescript = Files.writeString(root.resolve("typescript"), "Script started\nx\n");
    Path timing = Files.writeString(root.resolve("timing"), "0.100000 2\n");
    for (String umask : List.of("000", "002", "077", "0777")) {
      try (Stream<Path> old = Files.list(installation.logDir())) {
        for (Path path : old.filter(p -> !p.endsWith("sessions")).toList()) {
          new ProcessBuilder("/bin/rm", "-rf", path.toString()).start().waitFor();
        }
      }
      under(umask, "import", "--user", "bob" + umask, typescript.toString(), timing.toString());
      under(umask, "hold", StoredSession.ID);
      under(umask, "hold", "--user", "carol");
      under(umask, "release", StoredSession.ID);
      installation.configure("[retention]", "max_age = \"0\"", "compress_after = \"1s\"");
      under(umask, "cleanup");
      Map<String, String> open = tree();
      open.entrySet().removeIf(entry -> madeByTheTest(entry.getKey()) || isClosed(entry));
      assertEquals(Map.of(), open, "umask " + umask);
      assertTrue(Files.exists(installation.logDir().resolve("holds/users/carol")));
    }
  }

  private boolean madeByTheTest(String path) {
    Path users = session.folder().getParent();
    return Path.of(path).startsWith(users) || users.startsWith(path);
  }

  private static boolean isClosed(Map.Entry<String, String> entry) {
    return entry.getValue().matches("(40700|100600|120777) .*");
  }

  private void under(String umask, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    command.add(Installation.launcher().toString());
    command.addAll(List.of(arguments));
    Outcome.of(command, installation.home(), installation.environment(), "").exits(0);
  }
}
