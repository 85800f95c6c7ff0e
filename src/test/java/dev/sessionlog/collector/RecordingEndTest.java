package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.SystemPaths;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a removal of the program does to sessions that go on. */
final class RecordingEndTest {
  private static final SessionId ID = SessionId.parse("20261126T100000-ab12").orElseThrow();
  private static final String OF_ANOTHER_PROC = "17606eb1-c209-4746-8684-7c41cbabdd55";
  private static final String FIRST_LINE =
      "Script started on 2026-11-26 10:00:00+00:00 [TERM=\"x\"]\n";

  @TempDir private Path root;
  private final Unix unix = Unix.load();
  private final List<String> troubles = new ArrayList<>();
  private Configuration configuration;
  private RunDir runDir;

  @BeforeEach
  void prepare() throws Exception {
    Path home = root.toRealPath();
    runDir = new RunDir(home.resolve("run"));
    new RunDirFolders(runDir).prepare(unix.uid());
    Path file =
        Files.writeString(home.resolve("sessionlog.toml"), "log.dir = \"" + home + "/log\"\n");
    Path none = home.resolve("none");
    configuration =
        Configuration.load(
            ConfigurationSource.of(
                    Map.of(), unix.uid(), home, new SystemPaths(none, none, none, none))
                .withFile(file));
    Files.createDirectories(configuration.logDir());
  }

  /** Returns a recording that a collector left which was shown another name of the kernel's run. */
  private Recording left(long startNanos) throws IOException {
    Session session =
        SampleSession.named(ID).started(Instant.now().truncatedTo(ChronoUnit.SECONDS)).build();
    Recording recording = new RecordingStore(configuration.logDir()).create(session);
    RecordingWriter.create(recording, session, OF_ANOTHER_PROC, startNanos).close();
    Files.writeString(recording.typescript(), FIRST_LINE + "before ");
    return recording;
  }

  private int end() throws IOException {
    return RecordingEnd.endAll(configuration, runDir, unix, troubles::add);
  }

  @Test
  void whoGoesOnHasAGapAlsoWhereTheKernelsRunHasAnotherNameHere() throws IOException {
    Recording recording = left(0);
    try (NamedPipe pipe = NamedPipe.create(unix, runDir.pipe(ID), 0600, 4096);
        UnixFile writer = unix.open(runDir.pipe(ID), OpenFlag.WRITE, OpenFlag.NONBLOCK)) {
      PipeKeepAlive.start(unix, pipe, Duration.ofSeconds(60));
      ByteBuffer bytes = UnixFile.allocate(7);
      bytes.put("waiting".getBytes(StandardCharsets.US_ASCII)).flip();
      writer.write(bytes);
      assertEquals(1, end());
    }
    assertEquals(List.of(), troubles);
    assertEquals(FIRST_LINE + "before waiting", Files.readString(recording.typescript()));
    Session session = recording.session();
    assertEquals(SessionState.TRUNCATED, session.state());
    Gap gap = session.gaps().get(0);
    assertEquals(-1, gap.bytes());
    assertEquals(
        "recording was ended, as by a removal of sessionlog; what followed is not recorded",
        gap.reason());
    assertFalse(Files.exists(runDir.pipe(ID)));
  }

  @Test
  void oneThatNobodyHoldsAnyMoreEndsToo() throws IOException {
    Recording recording = left(System.nanoTime());
    assertEquals(0, end());
    assertEquals(List.of(), troubles);
    assertEquals(SessionState.TRUNCATED, recording.session().state());
  }
}
