package dev.sessionlog.cli;

import dev.sessionlog.collector.Collector;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.evidence.Sealing;
import dev.sessionlog.evidence.SignedNote;
import dev.sessionlog.evidence.SigningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what a collector records sealed, as its configuration says. */
final class SealingStart {
  private static final Logger CHECKPOINTS = LoggerFactory.getLogger(SealingStart.class);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private SealingStart() {}

  /** Begins; empty where another machine's collector keeps the ledger. */
  static Optional<Sealing> of(
      Configuration configuration, Collector collector, CommandContext context) throws IOException {
    Path logDir = configuration.logDir();
    if (!collector.seat().isFirst()) {
      if (configuration.seal().isPresent()) {
        collector.warn(
            "seals: nothing, because another machine's collector keeps the ledger of " + logDir);
      }
      return Optional.empty();
    }
    Sealing.Terms terms =
        new Sealing.Terms(
            configuration.seal(),
            Files.readString(HOST_NAME).strip(),
            Version.text(),
            Files.readString(BOOT_ID).strip(),
            signing(logDir));
    Sealing.Listener listener =
        new Sealing.Listener() {
          @Override
          public void sealed(SignedNote checkpoint) {
            CHECKPOINTS.info("{}", checkpoint.inOneLine());
          }

          @Override
          public void trouble(String what) {
            collector.warn("seals: " + what);
          }
        };
    return Optional.of(Sealing.start(logDir, terms, context.clock(), listener));
  }

  /** A small process that lives for some tenths of a second. */
  private static List<String> signing(Path logDir) {
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx16m",
            "-cp",
            classPath,
            "dev.sessionlog.Main",
            SigningProgram.WORD,
            logDir.resolve("ledger").resolve("key").toString()));
    return command;
  }
}
