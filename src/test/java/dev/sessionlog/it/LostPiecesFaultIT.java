package dev.sessionlog.it;

import static dev.sessionlog.it.RunDirFaultIT.assertComplete;
import static dev.sessionlog.it.RunDirFaultIT.count;
import static dev.sessionlog.it.RunDirFaultIT.end;
import static dev.sessionlog.it.RunDirFaultIT.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes or cuts what belongs to a session that goes on. */
final class LostPiecesFaultIT {
  private static final int LINES = 20_000; // 2 MB
  private static final int EXIT = 7;

  /** Output that lasts for a second or so. */
  private static final String SLOW = RecordingCheck.counter(LINES, 500, "0.02");

  @TempDir private Path root;

  /**
   * Something that somebody does.
   *
   * @param what in words
   * @param code in sh; RUN, LOG, ID and REC are set
   * @param status what {@code status} says then
   */
  private record Case(String what, String code, String status) {}

  private static final List<Case> WHOLE =
      List.of(
          new Case("`active/` is removed", "rm -rf $LOG/active", "added again"),
          new Case("the session's folder is removed", "rm -rf $REC", "restored from"),
          new Case("the name of the pipe is removed", "rm $RUN/pipes/$ID.fifo", "its pipe was"),
          new Case("`pipes/` is removed", "rm -rf $RUN/pipes", "in part"),
          new Case("the typescript is removed", "rm $REC/typescript", "restored from"),
          new Case("`session.json` is removed", "rm $REC/session.json", "restored from"),
          new Case("the session's folder is moved", "mv $REC $LOG/away", "restored from"));

  @Test
  void whileTheCollectorRunsNothingIsLost() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.startDaemon();
      for (Case each : sample(WHOLE, 3)) {
        WatchedTerminal terminal = scene.login();
        Path recording = scene.recordingOf(terminal);
        terminal.watch();
        terminal.enter(SLOW).await("0000002\\d\\d\\d counter");
        act(scene, each, recording);
        terminal.await(last(LINES), FaultScene.LONG);
        Duration longest = terminal.longestPause();
        scene.awaitStatus(each.status());
        end(terminal, EXIT);
        scene.installation().awaitAllDone();
        Tally tally = scene.assertExact(terminal, recording, LINES);
        assertEquals(0, tally.inGaps(), each.what());
        assertComplete(recording, EXIT);
        row("9b", each, "2 MB of output, the collector runs", tally, longest, "0 in gaps");
      }
      assertEquals(sample(WHOLE, 3).size(), scene.installation().recordings().size());
    }
  }

  @Test
  void whatIsCutIsAGapAndTheLogDirIsMadeAgain() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.startDaemon();
      for (Case each :
          sample(
              List.of(
                  new Case(
                      "the typescript is cut to nothing", ": >$REC/typescript", "was truncated"),
                  new Case(
                      "the typescript is cut", "truncate -s 1000 $REC/typescript", "was truncated"),
                  new Case("the timing file is cut", ": >$REC/timing", "was truncated")),
              1)) {
        WatchedTerminal terminal = scene.login();
        Path recording = scene.recordingOf(terminal);
        terminal.enter("seq -w 1000 1200; echo before-$((1+1))").await("before-2");
        act(scene, each, recording);
        terminal.watch();
        terminal
            .enter(RecordingCheck.counter(LINES, LINES, "0"))
            .await(last(LINES), FaultScene.LONG);
        Duration longest = terminal.longestPause();
        scene.awaitStatus(each.status());
        end(terminal, EXIT);
        scene.installation().awaitAllDone();
        assertEquals("complete", FaultScene.state(recording));
        String session = Files.readString(recording.resolve("session.json"));
        boolean cut = !each.code().contains("timing");
        assertEquals(cut ? 1 : 0, count(session, "\"reason\""), session);
        assertTrue(session.contains("\"exit_code\" : " + EXIT), session);
        Tally lines = scene.transcript(recording, LINES);
        assertEquals(0, lines.lost() + lines.doubled(), lines::toString);
        row(
            "9c",
            each,
            "then 2 MB of output",
            Tally.NONE,
            longest,
            cut ? "a gap with the exact size" : "0 in gaps");
      }
      Case all =
          new Case(
              "the whole log dir is removed", "mv $LOG $LOG.old && rm -rf $LOG.old", "the log dir");
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      terminal.enter(SLOW).await("0000002\\d\\d\\d counter");
      act(scene, all, recording);
      terminal.await(last(LINES), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      scene.awaitStatus(all.status());
      WatchedTerminal second = scene.login();
      Path secondRecording = scene.recordingOf(second);
      end(second, 0);
      end(terminal, EXIT);
      scene.installation().awaitAllDone();
      Tally tally = scene.assertExact(terminal, recording, LINES);
      assertEquals(0, tally.inGaps(), tally::toString);
      assertComplete(recording, EXIT);
      assertComplete(secondRecording, 0);
      row("9d", all, "2 MB of output, the collector runs", tally, longest, "0 in gaps");
    }
  }

  @Test
  void whileNoCollectorRunsTheNextOneFindsTheSession() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      for (Case each :
          sample(
              List.of(
                  new Case("`active/` is removed", "rm -rf $LOG/active", "it continues"),
                  new Case("the session's folder is removed", "rm -rf $REC", "a new one starts"),
                  new Case("`pipes/` is removed", "rm -rf $RUN/pipes", ""),
                  new Case("the session's files are removed", "rm $REC/*", "a new one starts"),
                  new Case("the log dir is removed", "rm -rf $LOG", "a new one starts")),
              2)) {
        WatchedTerminal terminal = scene.login();
        Path recording = scene.recordingOf(terminal);
        terminal.watch();
        terminal.enter(SLOW).await("0000002\\d\\d\\d counter");
        daemon.kill();
        act(scene, each, recording);
        daemon.restart();
        daemon.awaitReady();
        terminal.await(last(LINES), FaultScene.LONG);
        Duration longest = terminal.longestPause();
        scene.awaitStatus(each.status());
        end(terminal, EXIT);
        scene.installation().awaitAllDone();
        boolean lost = each.status().contains("new one");
        String session = Files.readString(recording.resolve("session.json"));
        assertTrue(session.contains("\"exit_code\" : " + EXIT), session);
        assertEquals("complete", FaultScene.state(recording), each.what());
        assertEquals(lost ? 1 : 0, count(session, "\"reason\""), session);
        Tally tally = Tally.NONE;
        if (!lost) {
          tally = scene.assertExact(terminal, recording, LINES);
        }
        row("9e", each, "the collector dead, 2 MB of output", tally, longest, "as said");
      }
    }
  }

  @Test
  void aMountThatAppearsOverTheLogDirLosesNothing() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      terminal.enter(SLOW).await("0000002\\d\\d\\d counter");
      scene.mountTmpfs(scene.logDir(), "size=64m");
      terminal.await(last(LINES), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      scene.awaitStatus("a file system was mounted over it");
      daemon.kill();
      daemon.restart();
      daemon.awaitReady();
      end(terminal, EXIT);
      scene.installation().awaitAllDone();
      // The log that is hidden has the first lines, and the one that can be seen has all.
      Tally tally = scene.assertExact(terminal, recording, LINES);
      assertEquals(0, tally.inGaps());
      assertComplete(recording, EXIT);
      Case mounted =
          new Case("a tmpfs is mounted over the log dir", "mount", "was mounted over it");
      row("9f", mounted, "2 MB of output, then the collector killed", tally, longest, "0 in gaps");
    }
  }

  /** Returns all of them in {@code scripts/faults}, else the first ones. */
  private static List<Case> sample(List<Case> all, int first) {
    return all.subList(0, FaultReport.size(first, all.size()));
  }

  private static void act(FaultScene scene, Case each, Path recording) throws Exception {
    String set =
        "RUN=%s LOG=%s ID=%s REC=%s; "
            .formatted(
                scene.installation().runDir(), scene.logDir(), recording.getFileName(), recording);
    scene.root("sh", "-c", set + each.code()).exits(0);
  }

  private static void row(
      String fault, Case each, String more, Tally tally, Duration longest, String seen)
      throws Exception {
    FaultReport.row(
        fault + each.code().replaceAll("\\W+", "-"),
        each.what() + ", " + more,
        1,
        tally,
        longest,
        seen + "; exit code " + EXIT + "; `status`: " + each.status());
  }
}
