package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lists names of an archive, page by page, and no more than a reader can hold: a host may add as
 * many objects as it likes, and a store may lie. For one thread.
 */
final class Listing {
  /** The most sessions, or pieces of logs, of one host on one day. */
  static final int MOST_OF_A_HOST = 200_000;

  /** The most parts of one file, and the most names at all in other places. */
  static final int MOST = 1_000_000;

  /** The most names of some hosts on one day; a hundred thousand hosts have fewer, all in all. */
  private static final int MOST_OF_A_DAY = 2_000_000;

  private static final int PAGE = 1000;

  private final ArchiveStore store;

  Listing(ArchiveStore store) {
    this.store = store;
  }

  /**
   * Returns the names that begin so, all of them.
   *
   * @throws ArchiveException when there are more than {@link #MOST}
   */
  List<String> names(String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    String after = "";
    for (boolean more = true; more; ) {
      ArchiveStore.Names page = page(prefix, after);
      names.addAll(page.names());
      more = page.more() && !page.names().isEmpty();
      after = more ? names.get(names.size() - 1) : after;
      requireAtMost(MOST, names.size(), prefix);
    }
    return names;
  }

  /**
   * Returns the names that begin so, of all folders there; of one with more than a host may have,
   * the first of them.
   *
   * @param prefix ends with a slash; the folders are those of hosts
   * @param from only names behind this; empty for all
   * @param end only names before this
   * @param remarks is told of each folder with more
   * @throws ArchiveException when there are more than anybody can have
   */
  List<String> namesOfHosts(
      String prefix, String from, Optional<String> end, Consumer<String> remarks)
      throws IOException {
    List<String> names = new ArrayList<>();
    String after = from;
    String folder = "";
    int inFolder = 0;
    for (boolean more = true; more; ) {
      ArchiveStore.Names page = page(prefix, after);
      more = page.more() && !page.names().isEmpty();
      for (String name : page.names()) {
        if (end.filter(last -> name.compareTo(last) >= 0).isPresent()) {
          return names;
        }
        String its = folder(name, prefix);
        inFolder = its.equals(folder) ? inFolder + 1 : 1;
        folder = its;
        after = name;
        if (inFolder > MOST_OF_A_HOST) {
          remarks.accept(tooMany(MOST_OF_A_HOST, folder));
          after = behind(folder);
          more = true;
          break;
        }
        names.add(name);
      }
      requireAtMost(MOST_OF_A_DAY, names.size(), prefix);
    }
    return names;
  }

  /**
   * Returns the names that begin so, of one host; when it has more than a host may have, the first
   * of them.
   */
  List<String> namesOfHost(String folder, String start, Consumer<String> remarks)
      throws IOException {
    List<String> names = new ArrayList<>();
    String after = "";
    for (boolean more = true; more; ) {
      ArchiveStore.Names page = page(folder + start, after);
      names.addAll(page.names());
      more = page.more() && !page.names().isEmpty();
      after = more ? names.get(names.size() - 1) : after;
      if (names.size() > MOST_OF_A_HOST) {
        remarks.accept(tooMany(MOST_OF_A_HOST, folder));
        return names.subList(0, MOST_OF_A_HOST);
      }
    }
    return names;
  }

  private static String folder(String name, String prefix) {
    int slash = name.indexOf('/', prefix.length());
    return slash < 0 ? name : name.substring(0, slash + 1);
  }

  /** Returns a text behind all names in a folder, and before those of the next. */
  private static String behind(String folder) {
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) + "0" : folder;
  }

  /** A page whose names are not behind those of the one before would be asked for for ever. */
  private ArchiveStore.Names page(String prefix, String after) throws IOException {
    ArchiveStore.Names page = store.names(prefix, after, PAGE);
    String last = after;
    for (String name : page.names()) {
      if (!name.startsWith(prefix) || name.compareTo(last) <= 0) {
        throw new ArchiveException(
            Kind.AWAY,
            store.place()
                + "/"
                + prefix
                + ": the store does not list names as it was asked to: '"
                + name
                + "' behind '"
                + last
                + "'");
      }
      last = name;
    }
    return page;
  }

  private void requireAtMost(int most, int count, String prefix) throws ArchiveException {
    if (count > most) {
      throw new ArchiveException(Kind.UNFIT, tooMany(most, prefix));
    }
  }

  private String tooMany(int most, String prefix) {
    return store.place()
        + "/"
        + prefix
        + ": more than "
        + most
        + " objects, which nobody records; the rest is passed over";
  }
}
