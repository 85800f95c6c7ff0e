package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The owners of the uids that subuid(5) gives to users for their user namespaces, some 65536 to
 * each. Without this, users could evade limits per user with these uids. Thread-safe.
 */
final class SubordinateUids {
  private static final Path RANGES = Path.of("/etc/subuid");
  private static final Path ACCOUNTS = Path.of("/etc/passwd");
  private static final FileTime NEVER = FileTime.fromMillis(0);

  private final Path ranges;
  private final Path accounts;
  private List<Range> known = List.of();
  private FileTime readAt = NEVER;

  private record Range(long first, long count, long owner) {
    boolean contains(long uid) {
      return uid >= first && uid - first < count;
    }
  }

  /** Returns those of this machine. */
  static SubordinateUids ofThisMachine() {
    return new SubordinateUids(RANGES, ACCOUNTS);
  }

  /**
   * Creates them.
   *
   * @param ranges a file like {@code /etc/subuid}
   * @param accounts a file like {@code /etc/passwd}; no directory service is used, because it may
   *     hang
   */
  SubordinateUids(Path ranges, Path accounts) {
    this.ranges = ranges;
    this.accounts = accounts;
  }

  /**
   * Returns the user to whom a uid was given; the first uid of its range if the user is unknown
   * here; the uid itself if it was given to nobody.
   */
  synchronized long ownerOf(long uid) {
    renew();
    return known.stream()
        .filter(range -> range.contains(uid))
        .mapToLong(Range::owner)
        .findFirst()
        .orElse(uid);
  }

  /** Reads the file again if it has changed. */
  private void renew() {
    try {
      FileTime now = Files.getLastModifiedTime(ranges);
      if (now.equals(readAt)) {
        return;
      }
      List<Range> read = new ArrayList<>();
      for (String line : Files.readAllLines(ranges, StandardCharsets.ISO_8859_1)) {
        add(line.strip().split(":"), read);
      }
      known = List.copyOf(read);
      readAt = now;
    } catch (IOException none) {
      known = List.of();
      readAt = NEVER;
    }
  }

  private void add(String[] fields, List<Range> read) {
    try {
      if (fields.length == 3) {
        long first = Long.parseLong(fields[1]);
        read.add(new Range(first, Long.parseLong(fields[2]), uidOf(fields[0]).orElse(first)));
      }
    } catch (NumberFormatException noRange) {
      return;
    }
  }

  private OptionalLong uidOf(String user) {
    try {
      if (user.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return OptionalLong.of(Long.parseLong(user));
      }
      for (String line : Files.readAllLines(accounts, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.split(":");
        if (fields.length > 2 && fields[0].equals(user)) {
          return OptionalLong.of(Long.parseLong(fields[2]));
        }
      }
    } catch (IOException | NumberFormatException unknown) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
