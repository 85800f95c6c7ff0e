package dev.sessionlog.archive;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * The names of the objects of one kind and day. A store answers with a thousand names at a time,
 * and waiting for one answer after the other would take most of the time: so hosts are asked for
 * beside each other, and of all hosts several ranges. For one thread; others ask for it.
 */
final class DayNames {
  private static final int RANGES = 8;
  private static final String DATE = "date=";
  private static final String HOST = "host=";

  private final ArchiveStore store;
  private final HostChoice hosts;
  private final Executor workers;
  private final Consumer<String> remarks;
  private final Listing listing;
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  /**
   * Asks nothing yet.
   *
   * @param workers who ask the store
   * @param remarks is told of what is passed over, in the calling thread
   */
  DayNames(ArchiveStore store, HostChoice hosts, Executor workers, Consumer<String> remarks) {
    this.store = store;
    this.hosts = hosts;
    this.workers = workers;
    this.remarks = remarks;
    this.listing = new Listing(store);
  }

  /**
   * Returns the names on the chosen hosts whose last part begins so, in the order of their bytes.
   *
   * @param kind the first part of the names
   * @param start the beginning of their last part
   */
  List<String> of(String kind, LocalDate day, String start) throws IOException {
    String prefix = kind + DATE + day + "/";
    List<String> folders = new ArrayList<>();
    for (String folder : store.folders(prefix)) {
      folders.add(prefix + folder + "/");
    }
    folders.sort(null); // with their slashes, as the names of their objects stand
    List<FutureTask<List<String>>> coming =
        hosts.isAll() && start.isEmpty() ? ranges(prefix, folders) : chosen(prefix, folders, start);
    List<String> names = new ArrayList<>();
    for (FutureTask<List<String>> one : coming) {
      names.addAll(ArchivedBytes.get(one));
    }
    for (String remark = told.poll(); remark != null; remark = told.poll()) {
      remarks.accept(remark);
    }
    return names;
  }

  /** Asks for what is in runs of these folders, which follow each other. */
  private List<FutureTask<List<String>>> ranges(String prefix, List<String> folders) {
    List<FutureTask<List<String>>> coming = new ArrayList<>();
    int from = 0;
    for (int range = 1; range <= RANGES; range++) {
      int next = folders.size() * range / RANGES;
      if (next > from) {
        Optional<String> end =
            next < folders.size() ? Optional.of(folders.get(next)) : Optional.empty();
        String after = folders.get(from);
        coming.add(ask(() -> listing.namesOfHosts(prefix, after, end, told::add)));
        from = next;
      }
    }
    return coming;
  }

  private List<FutureTask<List<String>>> chosen(String prefix, List<String> folders, String start) {
    List<FutureTask<List<String>>> coming = new ArrayList<>();
    for (String folder : folders) {
      if (isChosen(folder.substring(prefix.length(), folder.length() - 1))) {
        coming.add(ask(() -> listing.namesOfHost(folder, start, told::add)));
      }
    }
    return coming;
  }

  private boolean isChosen(String folder) {
    return folder.startsWith(HOST)
        && HostKey.parse(folder.substring(HOST.length())).filter(hosts::accepts).isPresent();
  }

  private FutureTask<List<String>> ask(Callable<List<String>> question) {
    FutureTask<List<String>> task = new FutureTask<>(question);
    workers.execute(task);
    return task;
  }
}
