package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of the ledger; docs/format.md lists them. Times come from the wall clock, and are for
 * people.
 */
public sealed interface LedgerEntry {
  /** Returns the time of writing. */
  Instant at();

  /**
   * The first entry of a ledger.
   *
   * @param origin the name of the ledger, which is in all its checkpoints
   * @param key the public half of the first key
   */
  record Begin(Instant at, String origin, NoteKey key) implements LedgerEntry {}

  /**
   * The first entry of each further file of the ledger.
   *
   * @param number of the file, from 1
   * @param tree the complete subtrees of all entries before it, see {@link MerkleTree#subtrees}
   * @param before the root of only the entries of the previous file; missing in ledgers of 0.1
   */
  record Segment(Instant at, long number, List<Sha256> tree, Optional<Sha256> before)
      implements LedgerEntry {
    /** Copies the list. */
    public Segment {
      tree = List.copyOf(tree);
    }
  }

  /**
   * A collector started sealing.
   *
   * @param version of the program
   * @param boot the id of this boot of the kernel
   */
  record Start(Instant at, String version, String boot) implements LedgerEntry {}

  /**
   * Sealing was switched on, off, or to another interval.
   *
   * @param seconds the interval of seals; 0 for never
   */
  record Interval(Instant at, long seconds) implements LedgerEntry {}

  /** An entry about the recording of a session: that it began, or its content. */
  sealed interface OfRecording extends LedgerEntry {
    /** Returns whose recording it is. */
    SessionId session();
  }

  /** An entry about the content of a recording. */
  sealed interface Contents extends OfRecording {
    /** Returns what {@code typescript} held. */
    Prefix typescript();

    /** Returns what {@code timing} held. */
    Prefix timing();
  }

  /** A session began. */
  record Open(Instant at, SessionId session, String user) implements OfRecording {}

  /** The content of an active session's recording, or when another part was sealed. */
  record Part(Instant at, SessionId session, Prefix typescript, Prefix timing)
      implements Contents {}

  /**
   * A session ended, and its recording is finished.
   *
   * @param user its user
   * @param how {@code ended}, {@code imported}, or {@code adopted} for one that is older than the
   *     ledger
   * @param sessionFile all of {@code session.json}
   */
  record Close(
      Instant at,
      SessionId session,
      String user,
      String how,
      Prefix typescript,
      Prefix timing,
      Prefix sessionFile)
      implements Contents {}

  /**
   * A recording is about to be removed.
   *
   * @param by who removes it
   * @param why the limit
   */
  record Gone(Instant at, SessionId session, String by, String why) implements LedgerEntry {}

  /**
   * The content of a file of the log dir, for example {@code alice.log} or {@code audit/audit.log}.
   */
  record File(Instant at, String name, Prefix content) implements LedgerEntry {}

  /** The content of {@code from} is now in {@code to}, and all of that is sealed here. */
  record Rolled(Instant at, String from, String to, Prefix content) implements LedgerEntry {}

  /** A sealed file is about to be removed, or was removed. */
  record FileGone(Instant at, String name, String by, String why) implements LedgerEntry {}

  /**
   * A note: a hold, a release, or a configuration.
   *
   * @param what for example {@code hold}
   * @param text the subject, or the content
   * @param by the person or process
   */
  record Note(Instant at, String what, String text, String by) implements LedgerEntry {}

  /**
   * The collector found something that differs from what was sealed.
   *
   * @param what the id of a session or the name of a file
   * @param found in words
   */
  record Changed(Instant at, String what, String found) implements LedgerEntry {}

  /** Nothing happened. */
  record Beat(Instant at) implements LedgerEntry {}

  /**
   * The key that signs from the checkpoint after the next one.
   *
   * @param epoch its number, from 1
   * @param key its public half
   */
  record Key(Instant at, long epoch, NoteKey key) implements LedgerEntry {}

  /**
   * An entry of a later version.
   *
   * @param type its name
   */
  record Unknown(Instant at, String type) implements LedgerEntry {}

  /** Returns the line, without its end. */
  default byte[] line() {
    return LedgerLine.encode(this);
  }

  /** Parses a line; empty if it is not an entry. */
  static Optional<LedgerEntry> parse(byte[] line) {
    return LedgerLine.decode(line);
  }
}
