package dev.sessionlog.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command lines of processes. The kernel reads them from the memory of the process, and with a
 * file system of their own users can block that for ever. So each user can block only one thread,
 * and processes of other users stay readable. All processes in a user namespace, where a user has
 * many uids, count as one user. Thread-safe.
 */
final class CommandLines {
  /** An unreadable process hides something; the worst case is a login shell. */
  static final String UNREADABLE = "-";

  private static final int LARGEST = 4096;
  private static final int LONGEST = 1 << 18;
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final String UNKNOWN = "?";
  private static final Pattern REAL_UID = Pattern.compile("(?m)^Uid:\\s*(\\d{1,10})\\s");

  private final Path proc;
  private final PatientReads reads = new PatientReads("cmdline", PATIENCE);

  CommandLines(Path proc) {
    this.proc = proc;
  }

  /** Returns the first word of a command line; empty if the process is gone. */
  String nameOf(long pid) {
    return reads.read(owner(pid), () -> read(pid)).orElse(UNREADABLE);
  }

  /** Returns the last word of a command line; empty if that is unreadable or incomplete. */
  String lastWordOf(long pid) {
    return reads.read(owner(pid), () -> readLast(pid)).orElse("");
  }

  /**
   * The owner of its folder does not count, because a process can make that root by hiding itself.
   */
  private String owner(long pid) {
    Path process = proc.resolve(Long.toString(pid));
    if (!namespace(process).equals(namespace(proc.resolve("self")))) {
      return UNKNOWN;
    }
    try (InputStream in = Files.newInputStream(process.resolve("status"))) {
      String status = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
      Matcher uid = REAL_UID.matcher(status);
      return uid.find() ? uid.group(1) : UNKNOWN;
    } catch (IOException gone) {
      return UNKNOWN;
    }
  }

  private static String namespace(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/user")).toString();
    } catch (IOException | RuntimeException gone) {
      return UNKNOWN;
    }
  }

  private String readLast(long pid) {
    try (InputStream in = Files.newInputStream(proc.resolve(pid + "/cmdline"))) {
      byte[] line = in.readNBytes(LONGEST);
      String[] words = new String(line, StandardCharsets.UTF_8).split("\0");
      return line.length < LONGEST && words.length > 0 ? words[words.length - 1] : "";
    } catch (IOException gone) {
      return "";
    }
  }

  private String read(long pid) {
    try (InputStream in = Files.newInputStream(proc.resolve(pid + "/cmdline"))) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8).split("\0", 2)[0];
    } catch (IOException gone) {
      return "";
    }
  }
}
