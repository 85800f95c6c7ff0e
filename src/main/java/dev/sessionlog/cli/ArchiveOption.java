package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStores;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.ArchiveView;
import dev.sessionlog.archive.HostChoice;
import dev.sessionlog.collector.ArchiverSecret;
import dev.sessionlog.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that can read an archive in place of this machine's log directory. */
final class ArchiveOption {
  @Option(
      names = "--archive",
      description = "Read the archive of the configuration: the sessions of all hosts.")
  private boolean asked;

  @Option(
      names = "--archive-url",
      paramLabel = "URL",
      description = "Read this archive, such as file:///srv/archive.")
  private @Nullable String url;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description =
          "In an archive: the sessions of this host only; * matches anything. May be repeated.")
  private List<String> hosts = new ArrayList<>();

  /** Tells whether an archive is to be read. */
  boolean isAsked() {
    return asked || url != null;
  }

  /** Opens what is to be read. */
  SessionSource open(CommandContext context, Configuration configuration) throws IOException {
    return open(context, configuration, hosts);
  }

  /**
   * Opens what is to be read for a command that wants one session, which in an archive may be
   * written as {@code web1/20261126T062510-k3f9}.
   */
  SessionSource open(CommandContext context, Configuration configuration, String session)
      throws IOException {
    int slash = session.indexOf('/');
    if (slash <= 0 || !isAsked()) {
      return open(context, configuration, hosts);
    }
    if (!hosts.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "'" + session + "' names a host; expected that or --host, not both");
    }
    return open(context, configuration, List.of(session.substring(0, slash)));
  }

  /**
   * Opens what is to be read for a command that wants sessions of users, who in an archive may be
   * written as {@code web1/alice}.
   */
  SessionSource openOfUsers(CommandContext context, Configuration configuration, List<String> users)
      throws IOException {
    List<String> theirs = users.stream().map(ArchiveOption::hostOf).distinct().toList();
    if (!isAsked() || theirs.isEmpty() || theirs.equals(List.of(""))) {
      return open(context, configuration, hosts);
    }
    if (theirs.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'" + String.join("', '", users) + "': expected users of one host, or use --host");
    }
    return open(context, configuration, users.get(0));
  }

  private SessionSource open(
      CommandContext context, Configuration configuration, List<String> chosen) throws IOException {
    if (!isAsked()) {
      if (!hosts.isEmpty()) {
        throw new CommandFailure(ExitCode.USAGE, "--host chooses in an archive; add --archive");
      }
      return SessionSource.local(configuration.logDir());
    }
    return SessionSource.of(
        ArchiveView.open(
            store(configuration),
            caches(context),
            configuration.archive().cacheSize(),
            new HostChoice(chosen)),
        context);
  }

  /** Opens the archive itself. */
  ArchiveStore store(Configuration configuration) throws IOException {
    return ArchiveStores.open(
        url(configuration), ArchiveSource.access(configuration.archive(), secret(configuration)));
  }

  /** Whoever may not read the file of the collector has credentials of their own, or none. */
  private static Optional<String> secret(Configuration configuration) throws IOException {
    boolean theirs = configuration.archive().credentials().filter(Files::isReadable).isPresent();
    return theirs ? ArchiverSecret.text(configuration.archive()) : Optional.empty();
  }

  /**
   * Returns the hosts that are asked for.
   *
   * @param names of sessions, which may say their hosts, as in {@code web1/alice}
   */
  HostChoice hosts(List<String> names) {
    List<String> all = new ArrayList<>(hosts);
    names.stream()
        .filter(name -> name.indexOf('/') > 0)
        .forEach(name -> all.add(name.substring(0, name.indexOf('/'))));
    return new HostChoice(all);
  }

  /** Returns the host in front of a name; empty for none. */
  private static String hostOf(String name) {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }

  /** Returns a session's or user's name without the host in front. */
  static String withoutHost(String name) {
    return name.substring(name.indexOf('/') + 1);
  }

  private ArchiveUrl url(Configuration configuration) {
    String text = url;
    if (text == null) {
      return ArchiveSource.url(configuration.archive())
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.USAGE,
                      "--archive: "
                          + configuration.file().map(Path::toString).orElse("the configuration")
                          + " names no archive; set archive.url there, or give --archive-url"));
    }
    try {
      return ArchiveUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--archive-url " + e.getMessage());
    }
  }

  /** Returns the folder in which all that readers keep of archives is. */
  static Path caches(CommandContext context) {
    return context
        .variable("XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> context.surroundings().home().resolve(".cache"))
        .resolve("sessionlog")
        .resolve("archive");
  }
}
