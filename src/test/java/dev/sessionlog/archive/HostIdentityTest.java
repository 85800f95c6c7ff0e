package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostIdentityTest {
  private static final Instant NOW = Instant.parse("2026-11-24T11:47:17Z");

  @TempDir private Path temporary;
  private final Random random = new Random(1);
  private final List<String> severe = new ArrayList<>();
  private ArchiveStore store;

  @BeforeEach
  void open() throws IOException {
    Path archive = Files.createDirectory(temporary.resolve("archive"));
    store = FolderStore.open(new ArchiveUrl.Folder(archive), "x", new Random(2));
  }

  private Path logDir(String name) throws IOException {
    Path logDir = Files.createDirectories(temporary.resolve(name));
    new ArchiveFolder(logDir).make();
    return logDir;
  }

  private HostIdentity at(Path logDir, String boot, String host, String mark) throws IOException {
    HostIdentity identity =
        HostIdentity.of(
            new ArchiveFolder(logDir),
            new Machine(boot, "pid:[1]", host, mark),
            random,
            NOW,
            severe::add);
    identity.claim(store, random, NOW);
    return identity;
  }

  private Path copyOf(Path logDir, String name) throws IOException {
    Path copy = logDir(name);
    Files.copy(
        new ArchiveFolder(logDir).host(),
        new ArchiveFolder(copy).host(),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }

  @Test
  void aHostKeepsItsNameOverBootsAndRenaming() throws IOException {
    Path logDir = logDir("a");
    HostKey first = at(logDir, "boot1", "web1", "m1").host();
    assertEquals(first, at(logDir, "boot1", "web1", "m1").host());
    assertEquals(first, at(logDir, "boot2", "renamed", "m1").host());
    assertEquals(first, at(logDir, "boot2", "renamed", "m1").host());
    assertEquals(
        List.of("000001.json", "000002.json"),
        store.list("boots/" + first, "", 10).entries().stream()
            .map(entry -> entry.name().substring(entry.name().lastIndexOf('/') + 1))
            .toList());
    assertEquals(List.of(), severe);
  }

  @Test
  void twoHostsOfOneNameNeverMix() throws IOException {
    assertNotEquals(
        at(logDir("a"), "boot1", "web1", "m1").host(),
        at(logDir("b"), "boot2", "web1", "m2").host());
  }

  @Test
  void aCopyWithAnotherMachineIdIsAnotherHost() throws IOException {
    Path logDir = logDir("a");
    HostKey first = at(logDir, "boot1", "web1", "m1").host();
    HostKey copy = at(copyOf(logDir, "b"), "boot2", "web1", "m2").host();
    assertNotEquals(first, copy);
    assertTrue(severe.get(0).contains("another machine-id"), severe.toString());
    assertEquals(first, at(logDir, "boot3", "web1", "m1").host());
  }

  /** A copy of the disk with the same machine-id: the one that boots second finds out. */
  @Test
  void aCopyWithTheSameMachineIdIsAnotherHost() throws IOException {
    Path logDir = logDir("a");
    HostKey first = at(logDir, "boot1", "web1", "m1").host();
    Path copy = copyOf(logDir, "b");
    HostKey copied = at(copy, "boot2", "web1", "m1").host();
    assertEquals(first, copied, "nobody can tell yet");
    HostKey again = at(logDir, "boot3", "web1", "m1").host();
    assertNotEquals(first, again);
    assertTrue(severe.get(0).contains("a copy of this one"), severe.toString());
  }

  @Test
  void onesThatNeverBootAgainFindsOutToo() throws IOException {
    Path logDir = logDir("a");
    HostIdentity original = at(logDir, "boot1", "web1", "m1");
    HostKey first = original.host();
    assertFalse(original.look(store, random, NOW));
    at(copyOf(logDir, "b"), "boot2", "web1", "m1");
    assertTrue(original.look(store, random, NOW));
    assertNotEquals(first, original.host());
  }

  @Test
  void withoutALookItsOwnNumberIsItsOwn() throws IOException {
    DyingStore dying = new DyingStore(store);
    dying.addOnly();
    ArchiveStore real = store;
    store = dying;
    Path logDir = logDir("a");
    dying.dieAt(2, true);
    try {
      at(logDir, "boot1", "web1", "m1");
    } catch (DyingStore.Killed e) {
      dying.dieAt(Integer.MAX_VALUE, false);
    }
    HostKey first = at(logDir, "boot1", "web1", "m1").host();
    assertEquals(List.of(), severe);
    at(copyOf(logDir, "b"), "boot2", "web1", "m1");
    assertNotEquals(first, at(logDir, "boot3", "web1", "m1").host());
    store = real;
  }
}
