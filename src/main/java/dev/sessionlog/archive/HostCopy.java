package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveCatalog.Found;
import dev.sessionlog.archive.ArchiveNames.PartName;
import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one host brought to an archive, put together as it lay in the log dir there, to be held
 * against the ledger: the ledger, and the recordings of one day after the other. Nothing is
 * believed and nothing is kept. For one thread.
 */
public final class HostCopy implements Closeable {
  private static final int WORKERS = 4;
  private static final String LEDGERS = "ledgers";
  private static final String LEDGER = "ledger";
  private static final Pattern LEDGER_NAME = Pattern.compile("[0-9a-f]{16}");

  /** A host begins another one when somebody removed the one before. */
  private static final int MOST_LEDGERS = 100;

  private final ArchiveStore store;
  private final HostKey host;
  private final ViewFolder place;
  private final ArchiveCatalog catalog;
  private final ExecutorService workers;
  private final ArchivedBytes bytes;
  private final ArchivedFacts facts;
  private final Set<SessionId> growing = new HashSet<>();
  private final List<String> passedOver = new ArrayList<>();

  private HostCopy(ArchiveStore store, HostKey host, ViewFolder place) {
    this.store = store;
    this.host = host;
    this.place = place;
    this.catalog =
        new ArchiveCatalog(
            store, new HostChoice(List.of(host.text())), Runnable::run, passedOver::add);
    this.workers =
        Executors.newFixedThreadPool(WORKERS, task -> new Thread(task, "archive-reader"));
    this.bytes = new ArchivedBytes(store, workers);
    this.facts = new ArchivedFacts(store);
  }

  /** Returns the chosen hosts that ever came to an archive. */
  public static List<HostKey> hosts(ArchiveStore store, HostChoice choice) throws IOException {
    return new ArchiveCatalog(store, choice, Runnable::run, remark -> {}).hosts();
  }

  /**
   * Makes a copy with nothing in it.
   *
   * @param store the archive; it stays open when this is closed
   * @param caches the folder of all caches, there or not
   */
  public static HostCopy of(ArchiveStore store, HostKey host, Path caches) throws IOException {
    // Apart from what readers keep, which is called by archives.
    return new HostCopy(store, host, ViewFolder.in(caches.resolve("verify")));
  }

  /** Returns the log dir. */
  public Path logDir() {
    return place.folder();
  }

  /** Returns the names of the ledgers that the host brought; one unless it was begun anew. */
  public List<String> ledgers() throws IOException {
    String prefix = ArchiveNames.LEDGERS + "host=" + host + "/";
    List<String> names =
        store.folders(prefix).stream().filter(name -> LEDGER_NAME.matcher(name).matches()).toList();
    if (names.size() > MOST_LEDGERS) {
      throw new ArchiveException(
          ArchiveException.Kind.UNFIT,
          store.place() + "/" + prefix + ": more than " + MOST_LEDGERS + " ledgers of one host");
    }
    return names;
  }

  /**
   * Brings a ledger.
   *
   * @param name one of {@link #ledgers}
   * @return the folder in which it is {@code ledger/}
   */
  public Path bringLedger(String name) throws IOException {
    Path home = logDir().resolve(LEDGERS).resolve(name);
    Path folder = home.resolve(LEDGER);
    StoreFiles.makeFolder(logDir(), folder);
    Map<String, TreeSet<PartName>> files = new TreeMap<>();
    for (String object : new Listing(store).names(ArchiveNames.ledger(host, name))) {
      ArchiveNames.part(object)
          .filter(part -> part.file().matches("\\d{6,12}\\.(jsonl|checkpoints)"))
          .ifPresent(
              part ->
                  files
                      .computeIfAbsent(
                          part.file(),
                          file -> new TreeSet<>(Comparator.comparingLong(PartName::offset)))
                      .add(part));
    }
    for (Map.Entry<String, TreeSet<PartName>> file : files.entrySet()) {
      try (OutputStream out = StoreFiles.output(folder.resolve(file.getKey()))) {
        bytes.writeFrom(
            file.getValue(), offset -> ArchiveNames.ledger(host, name, file.getKey(), offset), out);
      }
    }
    return home;
  }

  /** Returns a message with the names of objects in place of those of files that go with this. */
  public String inWords(String message) {
    String copy = Pattern.quote(logDir().toString());
    String hosts = Matcher.quoteReplacement("host=" + host + "/");
    String at = Matcher.quoteReplacement(store.place() + "/");
    return message
        .replaceAll(
            copy + "/" + LEDGERS + "/([0-9a-f]{16})(/" + LEDGER + ")?",
            at + ArchiveNames.LEDGERS + hosts + "$1")
        .replaceAll(
            copy + "/sessions/[^/\\s]+/(\\d{4})(\\d{2})(\\d{2})T",
            at + ArchiveNames.RECORDINGS + "date=$1-$2-$3/" + hosts + "$1$2$3T")
        .replaceAll(copy, Matcher.quoteReplacement(store.place() + ", host " + host));
  }

  /** Returns the days, in UTC, on which sessions of the host began, the newest first. */
  public List<LocalDate> days() throws IOException {
    return catalog.sessionDays();
  }

  /**
   * Brings the recordings of a day, in place of those of the day before.
   *
   * @param problems is told which session is damaged in the archive itself, and how
   */
  public void bringDay(LocalDate day, BiConsumer<SessionId, String> problems) throws IOException {
    Path sessions = logDir().resolve("sessions");
    ViewFolder.remove(sessions);
    StoreFiles.makeFolder(logDir(), sessions);
    growing.clear();
    for (Found found : catalog.sessions(day)) {
      try {
        bring(found, sessions);
      } catch (ArchiveException e) {
        if (!e.isOfOneObject()) {
          throw e;
        }
        problems.accept(found.name().id(), String.valueOf(e.getMessage()));
      }
    }
  }

  private void bring(Found found, Path sessions) throws IOException {
    SessionName name = found.name();
    Path folder = sessions.resolve(UserFileName.of(name.user())).resolve(name.id().toString());
    StoreFiles.makeFolder(logDir(), folder);
    ArchivedSession told = facts.read(found);
    if (!found.ended()) {
      growing.add(name.id());
      for (String file : List.of(ArchiveView.TIMING, ArchiveView.TYPESCRIPT)) {
        write(folder, file, out -> bytes.writeLive(name, file, out));
      }
      return;
    }
    byte[] sessionJson = told.sessionJson().orElse("").getBytes(StandardCharsets.UTF_8);
    write(folder, "session.json", out -> out.write(sessionJson));
    ArchivedSession.Files files = facts.files(found, told);
    write(
        folder,
        ArchiveView.TIMING,
        out -> bytes.write(name, ArchiveView.TIMING, files.timing(), out));
    write(
        folder,
        ArchiveView.TYPESCRIPT,
        out -> bytes.write(name, ArchiveView.TYPESCRIPT, files.typescript(), out));
  }

  private static void write(Path folder, String file, ArchiveCache.Content content)
      throws IOException {
    try (OutputStream out = StoreFiles.output(folder.resolve(file))) {
      content.writeTo(out);
    }
  }

  /** Returns what of the host was not looked at because there is too much of it, a line each. */
  public List<String> passedOver() {
    return List.copyOf(passedOver);
  }

  /** Tells whether more of a recording of this day may come to the archive. */
  public boolean isGrowing(SessionId id) {
    return growing.contains(id);
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    place.close();
  }
}
