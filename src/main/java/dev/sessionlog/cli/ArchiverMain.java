package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStores;
import dev.sessionlog.archive.ArchiveTrial;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.Archiver;
import dev.sessionlog.collector.ArchiverSecret;
import dev.sessionlog.config.Configuration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The process that brings what is recorded to the archive. It says on its output what wants to be
 * known, {@code warn TEXT}, with a {@code !} before what somebody must look into; when its input
 * ends, so does it.
 */
final class ArchiverMain {
  private static final Path OOM_SCORE = Path.of("/proc/self/oom_score_adj");
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final CommandContext context;

  ArchiverMain(CommandContext context) {
    this.context = context;
  }

  int run(Configuration configuration) throws IOException, InterruptedException {
    preferToBeKilled();
    ArchiveUrl url =
        ArchiveSource.url(configuration.archive())
            .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "no archive is configured"));
    ArchiveAccess access =
        ArchiveSource.access(configuration.archive(), ArchiverSecret.read(context.in()));
    Archiver archiver =
        new Archiver(
            new Archiver.Terms(
                configuration.logDir(),
                url,
                configuration.archive().interval(),
                configuration.transcript().pattern(),
                ArchiveSource.mark(configuration.archive())),
            (where, writer) -> ArchiveStores.open(where, access, writer),
            InstantSource.system(),
            new SecureRandom(),
            new Voice());
    Thread thread = new Thread(archiver::run, "archive");
    thread.setDaemon(true);
    thread.start();
    awaitEndOfInput();
    archiver.stop();
    thread.join(GRACE.toMillis());
    return ExitCode.OK;
  }

  /** Tries the archive, and prints what it came to. */
  int tryOnce(Configuration configuration) throws IOException {
    ArchiveUrl url =
        ArchiveSource.url(configuration.archive())
            .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "no archive is configured"));
    ArchiveAccess access =
        ArchiveSource.access(configuration.archive(), ArchiverSecret.read(context.in()));
    try (ArchiveStore store = ArchiveStores.open(url, access, "trial")) {
      context.out().println(ArchiveTrial.of(store, new SecureRandom()));
    } catch (ArchiveException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
    return ExitCode.OK;
  }

  /** Rather this than the process that records. */
  private static void preferToBeKilled() {
    try {
      Files.writeString(OOM_SCORE, "300");
    } catch (IOException notAllowed) {
      return;
    }
  }

  private void awaitEndOfInput() {
    try {
      while (context.in().read() >= 0) {
        // Nothing that is said here means anything yet.
      }
    } catch (IOException gone) {
      return;
    }
  }

  private final class Voice implements Archiver.Listener {
    @Override
    public void trouble(String what) {
      say(what);
    }

    @Override
    public void severe(String what) {
      say("!" + what);
    }

    private void say(String what) {
      OutputStream out = context.bytes();
      try {
        out.write(("warn " + what.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException nobodyListens) {
        return;
      }
    }
  }
}
