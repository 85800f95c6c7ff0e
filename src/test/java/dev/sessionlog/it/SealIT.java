package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** What is recorded is sealed, and verify says so, by the packaged program. */
final class SealIT extends LoginScene {
  private String verify(int exitCode, String... more) throws Exception {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "verify";
    arguments[1] = "--all";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return installation.sessionlog(arguments).exits(exitCode).out();
  }

  private void awaitVerdict(String words) throws IOException, InterruptedException {
    try {
      awaitValue(
          words,
          () -> {
            Outcome outcome = installation.sessionlog("verify", "--all");
            return outcome.out().contains(words) ? Optional.of(true) : Optional.empty();
          });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "no verdict"
              + words
              + installation.sessionlog("verify", "--all")
              + "\n"
              + installation.sessionlog("list").out()
              + "\n"
              + Files.readString(installation.logDir().resolve("ledger/000000.jsonl"))
              + "\n"
              + Files.readString(installation.runDir().resolve("collector.log")),
          e);
    }
  }

  @Test
  void aSessionIsSealedAsItGrowsAndThroughAKillAndWhatIsChangedShows() throws Exception {
    installation.configure("[seal]", "interval = \"1s\"", "[transcript]", "quiet = \"200ms\"");
    Terminal alice = installation.login("/bin/bash").await("READY> ");
    alice.enter("echo first-$((1+1))").await("first-2");
    awaitVerdict(" sealed until ");
    String key = installation.sessionlog("ledger", "--key").exits(0).out().strip();
    Path anchor = root.resolve("anchor");
    Files.writeString(anchor, installation.sessionlog("ledger", "--checkpoint").exits(0).out());

    Installation.kill(installation.awaitCollector(), "KILL");
    alice.enter("echo second-$((1+1))").await("second-2");
    alice.enter("exit 7");
    assertEquals(7, alice.awaitExit());
    awaitVerdict(" sealed\n");
    verify(0, "--key", key, "--anchor", anchor.toString());
    checkByOpenssl(key);
    aBundleProvesTheSession(key, anchor);

    Path recording = installation.recordings().get(0);
    byte[] right = Files.readAllBytes(recording.resolve("typescript"));
    byte[] changed = right.clone();
    changed[right.length / 2] ^= 1;
    Files.write(recording.resolve("typescript"), changed);
    String seen = verify(4);
    assertTrue(seen.contains(" changed: typescript from byte "), seen);
    Files.write(recording.resolve("typescript"), right);
    verify(0);
    Path ledger = installation.logDir().resolve("ledger/000000.jsonl");
    String entries = Files.readString(ledger);
    Files.writeString(ledger, entries.replaceFirst("\"open\"", "\"oPen\""));
    assertTrue(verify(4).contains("an entry before it was changed"));
    Files.writeString(ledger, entries);
    verify(0);

    installation.configure("[seal]", "interval = \"1s\"", "[retention]", "max_age = \"1s\"");
    awaitValue(
        "its removal",
        () -> {
          installation.sessionlog("cleanup").exits(0);
          return Files.exists(recording) ? Optional.empty() : Optional.of(true);
        });
    assertTrue(verify(0).contains(" removed: by uid "));
  }

  /** Where openssl and python3 are there: a program that shares no code with ours agrees. */
  private void checkByOpenssl(String key) throws IOException, InterruptedException {
    Path script = Path.of("scripts/verify-ledger").toAbsolutePath();
    Process process =
        new ProcessBuilder(
                "python3",
                script.toString(),
                installation.logDir().resolve("ledger").toString(),
                key)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains(" entries sealed"), said);
  }

  private void aBundleProvesTheSession(String key, Path anchor) throws Exception {
    String bundle = root.resolve("evidence.tar").toString();
    String id = installation.recordings().get(0).getFileName().toString();
    installation.sessionlog("export", "-f", "evidence", "-o", bundle, id).exits(0);
    String seen = installation.sessionlog("verify", "--key", key, bundle).exits(0).out();
    assertTrue(seen.contains(" sealed at ") && seen.contains("proved by"), seen);
    installation.sessionlog("verify", "--anchor", anchor.toString(), bundle).exits(0);
    installation.sessionlog("verify", bundle).exits(1).complains("anybody could have made this");
    byte[] right = Files.readAllBytes(Path.of(bundle));
    byte[] changed = right.clone();
    changed[right.length - 2000] ^= 1;
    Files.write(Path.of(bundle), changed);
    installation.sessionlog("verify", "--key", key, bundle).exits(4);
  }

  @Test
  void whereItIsOffThereIsNoLedger() throws Exception {
    Terminal alice = installation.login("/bin/bash").await("READY> ");
    alice.enter("exit").awaitExit();
    installation.awaitAllDone();
    assertFalse(Files.exists(installation.logDir().resolve("ledger")));
    installation.sessionlog("ledger").exits(3).complains("seal.interval");
    installation.sessionlog("verify").exits(3).complains("seal.interval is 0");
    installation.configure("[seal]", "interval = \"1s\"");
    assertTrue(verify(4).contains("there is no ledger"));
    Files.writeString(root.resolve("x"), "x", StandardOpenOption.CREATE);
    installation
        .sessionlog("verify", "--anchor", root.resolve("x").toString())
        .exits(2)
        .complains("no checkpoint in it");
    installation.sessionlog("verify", "--key", "x").exits(2).complains("not a key");
  }
}
