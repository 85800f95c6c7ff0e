package dev.sessionlog.archive;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the objects of an archive, both ways; they are drawn in {@code docs/format.md}, "The
 * archive". Each is known before the object is made, so that what is put twice is there once.
 */
public final class ArchiveNames {
  /** The name of the object that says what archive this is, see {@link ArchiveMark}. */
  public static final String MARK = "sessionlog.json";

  /** The names of all hosts begin so. */
  public static final String HOSTS = "hosts/";

  /** The names of the facts of all sessions that ended begin so; by day, then host. */
  public static final String SESSIONS = "sessions/";

  /** The names of the facts of sessions that were live when they were first seen begin so. */
  public static final String OPENED = "opened/";

  /** The names of all parts of recordings begin so; by day, host and session. */
  public static final String RECORDINGS = "recordings/";

  /** The names of all rolled logs begin so; by day, then host. */
  public static final String TRANSCRIPTS = "transcripts/";

  /** The names of all parts of ledgers begin so; by host. */
  public static final String LEDGERS = "ledgers/";

  private static final String PARTITION = "date=(?<day>\\d{4}-\\d{2}-\\d{2})/host=(?<host>[^/]+)/";
  private static final Pattern SESSION =
      Pattern.compile(
          "(sessions|opened)/" + PARTITION + "(?<id>[^./]{20})\\.(?<user>[^/]+)\\.json");
  private static final Pattern PART =
      Pattern.compile("[^/]*?(?<file>[a-z0-9.]+)\\.(?<offset>\\d{12,18})\\.gz");
  private static final Pattern TRANSCRIPT =
      Pattern.compile(
          "transcripts/"
              + PARTITION
              + "(?:(?<seat>[^/~]+)~)?(?<user>[^/~]+)\\.(?<date>\\d{4}-\\d{2}-\\d{2})"
              + "\\.(?<index>\\d{1,9})\\.(?<piece>\\d{4,9})\\.jsonl\\.gz");

  private ArchiveNames() {}

  /**
   * A session's facts, as far as the name of their object tells them.
   *
   * @param host on which host
   * @param id the session
   * @param user whose it is
   */
  public record SessionName(HostKey host, SessionId id, String user) {
    /** Returns the name of the object with the facts of a session that ended. */
    public String ended() {
      return SESSIONS + rest();
    }

    /** Returns the name of the object with the facts of a session that was live. */
    public String opened() {
      return OPENED + rest();
    }

    private String rest() {
      return partition(day(id), host) + id + "." + UserFileName.of(user) + ".json";
    }

    /** Returns how the names of the parts of its recording begin. */
    public String recording() {
      return RECORDINGS + partition(day(id), host) + id + "/";
    }

    /** Returns the name of a part of its typescript. */
    public String typescript(long offset) {
      return recording() + part("typescript", offset);
    }

    /** Returns the name of a part of its timing file. */
    public String timing(long offset) {
      return recording() + part("timing", offset);
    }
  }

  /**
   * A part of a file that grew.
   *
   * @param file the name of the file, such as {@code typescript}
   * @param offset its first byte in the file
   */
  public record PartName(String file, long offset) {}

  /**
   * A piece of a rolled log.
   *
   * @param host on which host
   * @param seat which of the machines that share the log dir there; empty for the first
   * @param user whose log it is
   * @param day the day of its lines, by the host's time zone
   * @param index its place among the logs of that day
   * @param piece its place among the pieces of that log
   */
  public record TranscriptName(
      HostKey host, String seat, String user, LocalDate day, int index, int piece) {
    /** Returns the name of the object. */
    public String name() {
      return TRANSCRIPTS
          + partition(day, host)
          + (seat.isEmpty() ? "" : seat + "~")
          + UserFileName.of(user)
          + String.format(".%s.%d.%04d.jsonl.gz", day, index, piece);
    }
  }

  /** Returns the day, in UTC, under which a session is kept. */
  public static LocalDate day(SessionId id) {
    return LocalDate.ofInstant(id.started(), ZoneOffset.UTC);
  }

  /** Returns the middle of a name, {@code date=…/host=…/}. */
  public static String partition(LocalDate day, HostKey host) {
    return "date=" + day + "/host=" + host + "/";
  }

  /** Returns the name of the object that says who a host is. */
  public static String host(HostKey host) {
    return HOSTS + host + ".json";
  }

  /** Returns the name of the object by which a host takes one of its boots. */
  public static String boot(HostKey host, int number) {
    return String.format("boots/%s/%06d.json", host, number);
  }

  /**
   * Returns the name of a part of a file of a ledger.
   *
   * @param ledger the 16 hexadecimal digits that end the name of the ledger
   * @param file such as {@code 000000.jsonl}
   */
  public static String ledger(HostKey host, String ledger, String file, long offset) {
    return ledger(host, ledger) + part(file, offset);
  }

  /** Returns how the names of the parts of a ledger begin. */
  public static String ledger(HostKey host, String ledger) {
    return LEDGERS + "host=" + host + "/" + ledger + "/";
  }

  private static String part(String file, long offset) {
    return file + String.format(".%012d.gz", offset);
  }

  /** Returns the host whose {@link #host object} has that name; empty when it is none. */
  public static Optional<HostKey> hostOf(String name) {
    return name.startsWith(HOSTS) && name.endsWith(".json")
        ? HostKey.parse(name.substring(HOSTS.length(), name.length() - ".json".length()))
        : Optional.empty();
  }

  /** Returns what the name of a session's facts tells; empty when it is no such name. */
  public static Optional<SessionName> session(String name) {
    Matcher form = SESSION.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    return HostKey.parse(form.group("host"))
        .flatMap(
            host ->
                SessionId.parse(form.group("id"))
                    .flatMap(
                        id ->
                            UserFileName.user(form.group("user"))
                                .map(user -> new SessionName(host, id, user))))
        .filter(found -> found.ended().equals(name) || found.opened().equals(name));
  }

  /** Returns what the last word of a part's name tells; empty when it is no part. */
  public static Optional<PartName> part(String name) {
    Matcher form = PART.matcher(name.substring(name.lastIndexOf('/') + 1));
    return form.matches()
        ? Optional.of(new PartName(form.group("file"), Long.parseLong(form.group("offset"))))
        : Optional.empty();
  }

  /** Returns what the name of a piece of a rolled log tells; empty when it is no such name. */
  public static Optional<TranscriptName> transcript(String name) {
    Matcher form = TRANSCRIPT.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(form.group("date"));
      int index = Integer.parseInt(form.group("index"));
      int piece = Integer.parseInt(form.group("piece"));
      String seat = form.group("seat") == null ? "" : form.group("seat");
      return HostKey.parse(form.group("host"))
          .flatMap(
              host ->
                  UserFileName.user(form.group("user"))
                      .map(user -> new TranscriptName(host, seat, user, day, index, piece)))
          .filter(found -> found.name().equals(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
