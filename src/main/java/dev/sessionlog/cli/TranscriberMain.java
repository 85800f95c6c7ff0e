package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.files.Machine;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.TranscriptFolder;
import dev.sessionlog.transcriber.Transcriber;
import dev.sessionlog.transcriber.TranscriptClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process that writes transcripts. The collector starts it, sends hints about sessions with new
 * output to its input, and reads heartbeats from its output. It ends when its input ends. It can
 * only read recordings and write logs, and makes no system calls of its own.
 */
final class TranscriberMain {
  private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
  private static final int WAITING_WORDS = 1000;
  private static final long POLL_MILLIS = 20;

  private final CommandContext context;
  private final BlockingQueue<String> words = new ArrayBlockingQueue<>(WAITING_WORDS);
  private final CompletableFuture<End> end = new CompletableFuture<>();

  private enum End {
    STOP,
    ALONE,
    FAILED
  }

  TranscriberMain(CommandContext context) {
    this.context = context;
  }

  int run(Configuration configuration, Transcriber.Predecessor predecessor)
      throws IOException, InterruptedException {
    preferToBeKilled();
    Path folder = new TranscriptFolder(configuration.logDir()).path();
    Files.createDirectories(folder);
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      if (lock(file) == null) {
        throw new CommandFailure(ExitCode.LOCKED, folder + ": another process writes transcripts");
      }
      return transcribe(configuration, predecessor);
    }
  }

  /** The kernel should kill this process rather than the recording one. */
  private static void preferToBeKilled() {
    try {
      Files.writeString(OOM_SCORE, "250");
    } catch (IOException notAllowed) {
      return;
    }
  }

  private static @Nullable FileLock lock(FileChannel file)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
    FileLock lock = file.tryLock();
    while (lock == null && System.nanoTime() - deadline < 0) {
      Thread.sleep(POLL_MILLIS);
      lock = file.tryLock();
    }
    return lock;
  }

  private int transcribe(Configuration configuration, Transcriber.Predecessor predecessor)
      throws IOException, InterruptedException {
    RunDir runDir = RunDirs.choose(configuration);
    String bootId = Machine.here().bootId();
    Transcriber transcriber =
        Transcriber.start(
            configuration,
            new TranscriptClock(InstantSource.system(), System::nanoTime, bootId),
            removal -> ViewNote.send(runDir, removal),
            text -> words.offer("warn " + text.replace('\n', ' ')),
            failure -> end.complete(End.FAILED),
            predecessor);
    daemon("beat", () -> speak(transcriber));
    daemon("hints", () -> listen(transcriber));
    End reason = awaitEnd();
    if (reason == End.STOP) {
      transcriber.stop(GRACE);
    } else {
      transcriber.close();
    }
    return reason == End.FAILED ? ExitCode.FAILED : ExitCode.OK;
  }

  private End awaitEnd() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes a heartbeat every second while all is well, and warnings. */
  private void speak(Transcriber transcriber) {
    OutputStream out = context.bytes();
    long next = System.nanoTime();
    try {
      while (true) {
        if (System.nanoTime() - next >= 0) {
          next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
          Transcriber.Health now = transcriber.health();
          if (now.alive()) {
            write(out, "beat " + now.followed() + " " + now.behind() + " " + now.setAside());
          }
        }
        String word = words.poll(Math.max(1, next - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (word != null) {
          write(out, word);
        }
      }
    } catch (IOException | InterruptedException nobodyListens) {
      end.complete(End.ALONE);
    }
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void listen(Transcriber transcriber) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(transcriber, line);
      }
    } catch (IOException gone) {
      end.complete(End.ALONE);
    }
    end.complete(End.ALONE);
  }

  private void take(Transcriber transcriber, String line) {
    if (line.equals("stop")) {
      end.complete(End.STOP);
    } else if (line.startsWith("g ")) {
      SessionId.parse(line.substring(2)).ifPresent(transcriber::grown);
    } else if (line.startsWith("c ")) {
      SessionId.parse(line.substring(2)).ifPresent(transcriber::changed);
    } else if (line.startsWith("k ")) {
      transcriber.checkpoint(line.substring(2));
    }
  }
}
