package dev.sessionlog.collector;

import dev.sessionlog.config.RecordingSettings;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingRecovery;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A pipe that a test writes into, and the intake that records what comes through it. */
final class RecordedPipe implements Closeable {
  private static final Unix UNIX = Unix.load();
  private static final String BOOT = "boot";

  final List<String> troubles = new ArrayList<>();
  final Recording recording;
  final Path gapFile;
  private final RecordingSettings settings;
  private final NamedPipe pipe;
  private final UnixFile writeEnd;
  private UnixFile typescript;
  private RecordingWriter writer;
  private Intake intake;

  RecordedPipe(Path folder, RecordingSettings settings) throws IOException {
    this.settings = settings;
    Path path = folder.resolve("pipe.fifo");
    pipe = NamedPipe.create(UNIX, path, 0600, 1 << 20);
    writeEnd = UNIX.open(path, OpenFlag.WRITE, OpenFlag.NONBLOCK);
    gapFile = OpenGap.file(path);
    recording = new RecordingStore(folder.resolve("log")).create(session());
    writer = RecordingWriter.create(recording, session(), BOOT, 0);
    into(recording.typescript(), OpenFlag.WRITE);
  }

  /** Lets bytes go into another file than the typescript from now on. */
  void into(Path file, OpenFlag flag) throws IOException {
    if (typescript != null) {
      typescript.close();
    }
    typescript = UNIX.open(file, flag);
    if (file.equals(recording.typescript())) {
      typescript.seekEnd();
    }
    intake =
        new Intake(
            new PipeMover(pipe.readEnd()),
            typescript,
            writer,
            new RecordingLimits(settings),
            DiskShares.none(),
            settings.onDiskFull() == RecordingSettings.OnDiskFull.STALL,
            gapFile,
            OpenGap.read(gapFile),
            troubles::add);
  }

  /** Takes the recording up as a new collector does after the death of this one. */
  void restart(long nowNanos) throws IOException {
    writer.close();
    writer = RecordingRecovery.resume(recording, BOOT, nowNanos);
    into(recording.typescript(), OpenFlag.WRITE);
  }

  void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = UnixFile.allocate(bytes.length);
    buffer.put(bytes).flip();
    writeEnd.write(buffer);
  }

  int waiting() throws IOException {
    return pipe.readEnd().waiting();
  }

  Intake intake() {
    return intake;
  }

  long take(long nowNanos) throws IOException {
    return intake.take(() -> nowNanos);
  }

  private static Session session() {
    return SampleSession.named("20261124T100000-bcdf").build();
  }

  @Override
  public void close() throws IOException {
    writeEnd.close();
    pipe.close();
    typescript.close();
    writer.close();
  }
}
