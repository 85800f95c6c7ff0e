package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.Mode;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries the archive as the user who will bring recordings there: what root may do in a folder says
 * nothing of that.
 */
public final class ArchiverTrial {
  private final Configuration configuration;
  private final Unix unix;

  private ArchiverTrial(Configuration configuration, Unix unix) {
    this.configuration = configuration;
    this.unix = unix;
  }

  /**
   * What came of it.
   *
   * @param exitCode 0 when the archive can be used
   * @param text what there is to say
   */
  public record Result(int exitCode, String text) {}

  /** Returns a trial of the archive of that configuration. */
  public static ArchiverTrial of(Configuration configuration, Unix unix) {
    return new ArchiverTrial(configuration, unix);
  }

  private boolean system() {
    return configuration.mode() == Mode.SYSTEM;
  }

  /** Tells whether this process may act as that user. */
  public boolean possible() {
    return !system() || unix.uid() == 0;
  }

  /** Tries it, in a process of its own. */
  public Result run() throws IOException, InterruptedException {
    Path file =
        Files.createTempFile(
            "sessionlog-",
            ".toml",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    try {
      Files.writeString(file, Transcribing.text(configuration));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      Process process =
          new ProcessBuilder(command(file))
              .directory(new File("/"))
              .redirectErrorStream(true)
              .start();
      try (OutputStream in = process.getOutputStream()) {
        ArchiverSecret.write(configuration.archive(), in);
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), text.replaceAll("(?m)^sessionlog: ", ""));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private List<String> command(Path file) {
    List<String> command = new ArrayList<>();
    if (system()) {
      Optional<Account> writer = unix.account(LogAccess.WRITER);
      long group =
          configuration.logGroup().flatMap(unix::group).orElse(writer.map(Account::gid).orElse(0L));
      command.addAll(Transcribing.unprivileged(writer, group));
    }
    command.addAll(
        OwnProgram.command(
            List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"),
            "daemon",
            "--archiver",
            "--try",
            "--config",
            file.toString()));
    return command;
  }
}
