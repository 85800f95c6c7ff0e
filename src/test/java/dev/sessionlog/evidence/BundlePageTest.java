package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever follows the page in a bundle, word by word and with openssl(1), sha256sum(1) and the
 * tools of POSIX alone, sees that it is right, or where it is wrong.
 */
@Tag("machine")
final class BundlePageTest {
  private static final List<String> TOOLS =
      List.of("sh", "openssl", "sha256sum", "cat", "sed", "head", "tail", "wc");

  @TempDir private Path temporary;

  private Path bundle;
  private NoteKey key;
  private SignedNote last;

  @BeforeEach
  void unpack() throws Exception {
    SealedStore store = new SealedStore(temporary.resolve("log"), "web1");
    store.seal();
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "first part ");
    store.seal();
    store.output("alice", id, "second part");
    store.end("alice", id);
    store.seal();
    store.audit("view alice");
    last = store.seal();
    key = store.firstKey();
    Path tar = temporary.resolve("evidence.tar");
    try (OutputStream out = Files.newOutputStream(tar)) {
      EvidenceBundle.of(
              store.logDir(), new Recording(id, store.folder("alice", id)), List.of(), 100)
          .orElseThrow()
          .write(out);
    }
    Path folder = Files.createDirectory(temporary.resolve("unpacked"));
    assertEquals(0, run(folder, List.of("tar", "xf", tar.toString())).exitCode());
    bundle = folder.resolve("evidence-" + id);
    assertTrue(Files.isDirectory(bundle));
  }

  @AfterEach
  void removeLinks() throws IOException {
    SealedStore.remove(temporary.resolve("tools"));
  }

  private record Done(int exitCode, String said) {}

  private static Done run(Path folder, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Done(process.waitFor(), said);
  }

  /** What the page has people enter. */
  private String commands() throws IOException {
    return Files.readAllLines(bundle.resolve("README.txt")).stream()
        .filter(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** As a user who may do nothing else, and has no other programs. */
  private Done follow() throws Exception {
    Path tools = temporary.resolve("tools");
    if (Files.notExists(tools)) {
      Files.createDirectory(tools);
      for (String tool : TOOLS) {
        Path found =
            Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        Files.createSymbolicLink(tools.resolve(tool), found);
      }
    }
    List<String> command = new ArrayList<>();
    if (Files.getAttribute(temporary, "unix:uid").equals(0)) {
      run(temporary, List.of("chmod", "755", temporary.toString(), tools.toString()));
      run(temporary, List.of("chown", "-R", "61077:61077", bundle.toString()));
      command.addAll(List.of("setpriv", "--reuid", "61077", "--regid", "61077", "--clear-groups"));
    }
    command.addAll(
        List.of("env", "-i", "PATH=" + tools, tools.resolve("sh").toString(), "-eu", "-c"));
    command.add(commands());
    return run(bundle, command);
  }

  private boolean isOpenssl3() throws Exception {
    return run(bundle, List.of("openssl", "version"))
        .said()
        .matches("(?s)OpenSSL ([3-9]|\\d\\d).*");
  }

  @Test
  void aRightBundleIsRight() throws Exception {
    assumeTrue(isOpenssl3());
    Done done = follow();
    assertEquals(0, done.exitCode(), done.said());
    assertFalse(done.said().contains("WRONG"), done.said());
    long checks = done.said().lines().filter(line -> line.startsWith("ok ")).count();
    assertEquals(25, checks, done.said());
    assertTrue(done.said().contains("the first key: " + key + "\n"), done.said());
    assertTrue(done.said().contains(last.text()), done.said());
  }

  @Test
  void eachChangeIsSeenByTheStepThatLooksForIt() throws Exception {
    assumeTrue(isOpenssl3());
    Path original = temporary.resolve("original");
    run(temporary, List.of("cp", "-r", bundle.toString(), original.toString()));
    String entry = entry();
    List<String> files =
        List.of(
            "session/typescript",
            entry + ".json",
            entry + ".path",
            "ledger/key.json",
            "checkpoint",
            "chain/000000000001.checkpoint",
            "later/" + later() + ".checkpoint");
    for (String file : files) {
      Path changed = bundle.resolve(file);
      byte[] bytes = Files.readAllBytes(original.resolve(file));
      byte[] other = bytes.clone();
      int place = file.endsWith("checkpoint") ? 30 : bytes.length / 2; // in its hash
      other[place] = (byte) (other[place] == 'A' ? 'B' : 'A');
      Files.write(changed, other);
      Done done = follow();
      assertTrue(done.said().contains("WRONG") && done.exitCode() != 0, file + done.said());
      Files.write(changed, bytes);
    }
  }

  private String entry() throws IOException {
    try (Stream<Path> files = Files.list(bundle.resolve("ledger"))) {
      String name =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.startsWith("entry-") && file.endsWith(".json"))
              .sorted()
              .reduce((a, b) -> b)
              .orElseThrow();
      return "ledger/" + name.substring(0, name.lastIndexOf('.'));
    }
  }

  private String later() throws IOException {
    try (Stream<Path> files = Files.list(bundle.resolve("later"))) {
      return files
          .map(file -> file.getFileName().toString().split("\\.")[0])
          .findFirst()
          .orElseThrow();
    }
  }
}
