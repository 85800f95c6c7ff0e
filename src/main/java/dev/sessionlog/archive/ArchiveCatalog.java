package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.archive.ArchiveNames.TranscriptName;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the names in an archive tell: which sessions there are on a day, of whom, on which hosts,
 * and which rolled logs. No object is opened. Names that are none of {@link ArchiveNames} are
 * passed over. For one thread.
 */
final class ArchiveCatalog {
  private static final String DATE = "date=";

  private final ArchiveStore store;
  private final HostChoice hosts;
  private final DayNames names;

  /**
   * Creates it.
   *
   * @param workers who ask the store for many things at a time
   * @param remarks is told of what is passed over, a line each
   */
  ArchiveCatalog(ArchiveStore store, HostChoice hosts, Executor workers, Consumer<String> remarks) {
    this.store = store;
    this.hosts = hosts;
    this.names = new DayNames(store, hosts, workers, remarks);
  }

  /**
   * A session that is there.
   *
   * @param name where, and whose
   * @param ended whether it is there whole
   */
  record Found(SessionName name, boolean ended) {
    /** Returns the name of the object with its facts. */
    String object() {
      return ended ? name.ended() : name.opened();
    }
  }

  /** Returns where it looks, for people. */
  String place() {
    return store.place() + (hosts.isAll() ? "" : ", host " + hosts);
  }

  /** Returns the days, in UTC, on which sessions began, the newest first. */
  List<LocalDate> sessionDays() throws IOException {
    NavigableSet<LocalDate> days = new TreeSet<>(Comparator.reverseOrder());
    days.addAll(days(ArchiveNames.SESSIONS));
    days.addAll(days(ArchiveNames.OPENED));
    return List.copyOf(days);
  }

  /** Returns the days for which there are rolled logs, the oldest first. */
  List<LocalDate> transcriptDays() throws IOException {
    return days(ArchiveNames.TRANSCRIPTS);
  }

  private List<LocalDate> days(String prefix) throws IOException {
    List<LocalDate> days = new ArrayList<>();
    for (String folder : store.folders(prefix)) {
      day(folder).ifPresent(days::add);
    }
    return days;
  }

  private static Optional<LocalDate> day(String folder) {
    try {
      return folder.startsWith(DATE)
          ? Optional.of(LocalDate.parse(folder.substring(DATE.length())))
          : Optional.empty();
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  /** Returns the sessions of a day on the chosen hosts, in no order. */
  Collection<Found> sessions(LocalDate day) throws IOException {
    return sessions(day, "");
  }

  /**
   * Returns the sessions of a day on the chosen hosts whose ids begin so, in no order.
   *
   * @param idStart the beginning of the ids; looked for host by host unless it is empty
   */
  Collection<Found> sessions(LocalDate day, String idStart) throws IOException {
    Map<SessionName, Found> found = new LinkedHashMap<>();
    // Opened ones first: a session that ends in between is then seen as ended, never twice or not.
    for (String name : names.of(ArchiveNames.OPENED, day, idStart)) {
      ArchiveNames.session(name).ifPresent(s -> found.put(s, new Found(s, false)));
    }
    for (String name : names.of(ArchiveNames.SESSIONS, day, idStart)) {
      ArchiveNames.session(name).ifPresent(s -> found.put(s, new Found(s, true)));
    }
    return found.values();
  }

  /** Returns the pieces of the rolled logs of a day on the chosen hosts. */
  List<TranscriptName> transcripts(LocalDate day) throws IOException {
    List<TranscriptName> pieces = new ArrayList<>();
    for (String name : names.of(ArchiveNames.TRANSCRIPTS, day, "")) {
      ArchiveNames.transcript(name).ifPresent(pieces::add);
    }
    return pieces;
  }

  /** Returns the chosen hosts that ever came to the archive, in the order of their names. */
  List<HostKey> hosts() throws IOException {
    List<HostKey> known = new ArrayList<>();
    for (String name : new Listing(store).names(ArchiveNames.HOSTS)) {
      ArchiveNames.hostOf(name).filter(hosts::accepts).ifPresent(known::add);
    }
    return known;
  }
}
