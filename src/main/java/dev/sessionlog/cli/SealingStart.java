package dev.sessionlog.cli;

import dev.sessionlog.collector.Collector;
import dev.sessionlog.collector.OwnProgram;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.evidence.AnchorFolder;
import dev.sessionlog.evidence.Sealing;
import dev.sessionlog.evidence.SignedNote;
import dev.sessionlog.evidence.SigningProgram;
import dev.sessionlog.files.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts sealing for a collector, according to its configuration. */
final class SealingStart {
  private static final Logger CHECKPOINTS = LoggerFactory.getLogger(SealingStart.class);

  private SealingStart() {}

  /**
   * Starts sealing, and returns the handle to end it; empty if the collector of another machine
   * keeps the ledger.
   */
  static Optional<Runnable> of(
      Configuration configuration, Collector collector, CommandContext context) throws IOException {
    Path logDir = configuration.logDir();
    if (!collector.seat().isFirst()) {
      if (configuration.seal().interval().isPresent()) {
        collector.warn(
            "seals: nothing, because another machine's collector keeps the ledger of " + logDir);
      }
      return Optional.empty();
    }
    Machine here = Machine.here();
    Sealing.Terms terms =
        new Sealing.Terms(
            configuration.seal().interval(),
            here.host(),
            Version.text(),
            here.bootId(),
            text(configuration),
            signing(logDir));
    Optional<AnchorFolder> anchors =
        configuration
            .seal()
            .anchor()
            .map(
                folder ->
                    AnchorFolder.start(folder, context.clock(), told -> warn(collector, told)));
    Sealing sealing = Sealing.start(logDir, terms, context.clock(), listener(collector, anchors));
    return Optional.of(
        () -> {
          sealing.close();
          anchors.ifPresent(AnchorFolder::close);
        });
  }

  private static void warn(Collector collector, String what) {
    collector.warn("seals: " + what);
  }

  private static Sealing.Listener listener(Collector collector, Optional<AnchorFolder> anchors) {
    return new Sealing.Listener() {
      @Override
      public void sealed(SignedNote checkpoint) {
        String line = checkpoint.inOneLine();
        CHECKPOINTS.info("{}", line);
        collector.checkpoint(line);
        anchors.ifPresent(folder -> folder.add(checkpoint));
      }

      @Override
      public void trouble(String what) {
        warn(collector, what);
      }
    };
  }

  /** All keys, one a line, as they would stand in the file. */
  private static String text(Configuration configuration) {
    return configuration.settings().stream()
        .map(setting -> setting.key() + " = " + setting.toml())
        .collect(Collectors.joining("\n"));
  }

  /** The JVM options of the short-lived signing process. */
  private static List<String> signing(Path logDir) {
    return OwnProgram.command(
        List.of("-XX:TieredStopAtLevel=1", "-Xmx16m"),
        SigningProgram.WORD,
        logDir.resolve("ledger").resolve("key").toString());
  }
}
