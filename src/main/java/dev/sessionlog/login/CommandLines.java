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
 * The names by which processes were called. The kernel reads them from the memory of the process,
 * and its user can have that wait for ever, by a file system of their own. So each user can keep
 * one thread waiting, and no other user's processes are unreadable for it. In user namespaces a
 * user has many uids: all processes there count as one user's. Thread-safe.
 */
final class CommandLines {
  /** A process that cannot be read hides something; a login shell is the worst that it can be. */
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

  /** Returns the first word of a command line; empty when the process is gone. */
  String nameOf(long pid) {
    return reads.read(owner(pid), () -> read(pid)).orElse(UNREADABLE);
  }

  /** Returns the last word of a command line; empty when that cannot be read, or is not whole. */
  String lastWordOf(long pid) {
    return reads.read(owner(pid), () -> readLast(pid)).orElse("");
  }

  /** The owner of its folder does not count: a process that hides itself makes that root. */
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
