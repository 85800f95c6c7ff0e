package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All hosts of a day are asked for beside each other, and what comes is as if it was asked once.
 */
final class DayNamesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  @TempDir private Path folder;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  @AfterEach
  void end() {
    workers.shutdownNow();
  }

  /** Names of hosts begin alike, and a dash stands before a slash. */
  private static String host(int number) {
    String machine = List.of("web", "web1", "web1-b", "web1.example.org", "db").get(number % 5);
    return machine + "-" + "%010d".formatted(number).replace('0', 'b').replace('1', 'c');
  }

  private List<String> fill(ArchiveStore store, int hosts) throws IOException {
    Random random = new Random(hosts);
    List<String> names = new ArrayList<>();
    for (int number = 0; number < hosts; number++) {
      for (int session = random.nextInt(4); session >= 0; session--) {
        names.add(
            "sessions/date=2026-11-24/host=%s/20261124T1147%02d-djqf.alice.json"
                .formatted(host(number), session));
      }
    }
    for (String name : names) {
      put(store, name);
    }
    put(store, "sessions/date=2026-11-23/host=" + host(0) + "/20261123T114700-djqf.alice.json");
    put(store, "sessions/date=2026-11-25/host=" + host(0) + "/20261125T114700-djqf.alice.json");
    names.sort(null);
    return names;
  }

  private static void put(ArchiveStore store, String name) throws IOException {
    byte[] content = name.getBytes(StandardCharsets.UTF_8);
    store.putIfAbsent(name, content, Sha256.of(content));
  }

  private ArchiveStore store() throws IOException {
    return FolderStore.open(new ArchiveUrl.Folder(folder), new Random(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 61})
  void allHostsComeOnceAndInOrder(int hosts) throws Exception {
    ArchiveStore store = store();
    List<String> names = fill(store, hosts);
    assertEquals(
        names,
        new DayNames(store, HostChoice.ALL, workers, remark -> {})
            .of(ArchiveNames.SESSIONS, DAY, ""));
    assertEquals(
        names,
        new DayNames(store, HostChoice.ALL, Runnable::run, remark -> {})
            .of(ArchiveNames.SESSIONS, DAY, ""));
    assertEquals(
        names,
        new Listing(store)
            .namesOfHosts("sessions/date=2026-11-24/", "", Optional.empty(), remark -> {}),
        "as the store lists them");
  }

  /** Where each answer takes its time, they are waited for together. */
  @Test
  void severalAreAskedForAtATime() throws Exception {
    ArchiveStore store = store();
    List<String> names = fill(store, 61);
    CyclicBarrier together = new CyclicBarrier(4);
    ArchiveStore slow =
        (ArchiveStore)
            Proxy.newProxyInstance(
                ArchiveStore.class.getClassLoader(),
                new Class<?>[] {ArchiveStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("names")) {
                    together.await(20, TimeUnit.SECONDS);
                  }
                  return method.invoke(store, arguments);
                });
    assertEquals(
        names,
        new DayNames(slow, HostChoice.ALL, workers, remark -> {})
            .of(ArchiveNames.SESSIONS, DAY, ""));
  }

  @Test
  void onlyChosenHostsAreAskedFor() throws Exception {
    ArchiveStore store = store();
    List<String> names = fill(store, 20);
    HostChoice choice = new HostChoice(List.of("web1"));
    Stream<String> theirs = names.stream().filter(name -> name.contains("/host=web1-b"));
    List<String> found =
        new DayNames(store, choice, workers, remark -> {}).of(ArchiveNames.SESSIONS, DAY, "");
    assertTrue(found.size() > 0 && found.size() < names.size());
    assertEquals(
        theirs.filter(name -> !name.contains("/host=web1-b-")).toList(), found, found.toString());
    String start = "20261124T114702";
    assertEquals(
        names.stream().filter(name -> name.contains("/" + start)).toList(),
        new DayNames(store, HostChoice.ALL, workers, remark -> {})
            .of(ArchiveNames.SESSIONS, DAY, start));
  }
}
