package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One line of the ledger; docs/format.md lists them. Times are of the wall clock, for people. */
public sealed interface LedgerEntry {
  /** Returns when it was written. */
  Instant at();

  /**
   * The first entry of a ledger.
   *
   * @param origin the name of the ledger, which all its checkpoints bear
   * @param key the public half of the first key
   */
  record Begin(Instant at, String origin, NoteKey key) implements LedgerEntry {}

  /**
   * The first entry of each further file of the ledger.
   *
   * @param number of the file, from 1
   * @param tree the complete subtrees of all entries before it, see {@link MerkleTree#subtrees}
   * @param before the root of the entries of the file before it alone; ledgers of 0.1 lack it
   */
  record Segment(Instant at, long number, List<Sha256> tree, Optional<Sha256> before)
      implements LedgerEntry {
    /** Copies the list. */
    public Segment {
      tree = List.copyOf(tree);
    }
  }

  /**
   * A collector began to seal.
   *
   * @param version of the program
   * @param boot the name of this run of the kernel
   */
  record Start(Instant at, String version, String boot) implements LedgerEntry {}

  /**
   * Sealing was switched on, off, or to another interval.
   *
   * @param seconds how often what has grown is sealed; 0 for never
   */
  record Interval(Instant at, long seconds) implements LedgerEntry {}

  /** What is said of the recording of a session: that it began, and what it held. */
  sealed interface OfRecording extends LedgerEntry {
    /** Returns whose recording it is. */
    SessionId session();
  }

  /** What a recording held. */
  sealed interface Contents extends OfRecording {
    /** Returns what {@code typescript} held. */
    Prefix typescript();

    /** Returns what {@code timing} held. */
    Prefix timing();
  }

  /** A session began. */
  record Open(Instant at, SessionId session, String user) implements OfRecording {}

  /** What the recording of a session held while it went on, or when another part was sealed. */
  record Part(Instant at, SessionId session, Prefix typescript, Prefix timing)
      implements Contents {}

  /**
   * A session ended, and its recording is done with.
   *
   * @param user whose it was
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
   * @param why by which limit
   */
  record Gone(Instant at, SessionId session, String by, String why) implements LedgerEntry {}

  /** What a file of the log dir held, such as {@code alice.log} or {@code audit/audit.log}. */
  record File(Instant at, String name, Prefix content) implements LedgerEntry {}

  /** What {@code from} held is now in {@code to}, and all of that is sealed here. */
  record Rolled(Instant at, String from, String to, Prefix content) implements LedgerEntry {}

  /** A file that was sealed is about to be removed, or was. */
  record FileGone(Instant at, String name, String by, String why) implements LedgerEntry {}

  /**
   * Something was noted: a hold, a release, a configuration.
   *
   * @param what such as {@code hold}
   * @param text to what it applies, or what it says now
   * @param by who did it
   */
  record Note(Instant at, String what, String text, String by) implements LedgerEntry {}

  /**
   * The collector found something that no longer holds what was sealed.
   *
   * @param what a session's id or a file's name
   * @param found in words
   */
  record Changed(Instant at, String what, String found) implements LedgerEntry {}

  /** Nothing happened. */
  record Beat(Instant at) implements LedgerEntry {}

  /**
   * The key that signs from the checkpoint after the next one on.
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

  /** Returns the entry that a line holds; empty when it holds none. */
  static Optional<LedgerEntry> parse(byte[] line) {
    return LedgerLine.decode(line);
  }
}
