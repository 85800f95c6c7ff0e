package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Checks a bundle of evidence: that the recording matches its entries, that a checkpoint covers
 * these, and that the checkpoint leads to something that was kept elsewhere. Needs nothing else.
 * For one bundle.
 */
public final class BundleCheck {
  private final Optional<NoteKey> first;
  private final KeptCheckpoints anchors;
  private final LongConsumer progress;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /**
   * Creates it.
   *
   * @param first the first key, which was kept elsewhere
   * @param anchors checkpoints that were kept elsewhere
   * @param progress receives the number of processed bytes of recording
   */
  public BundleCheck(Optional<NoteKey> first, KeptCheckpoints anchors, LongConsumer progress) {
    this.first = first;
    this.anchors = anchors;
    this.progress = progress;
  }

  /**
   * Reads a bundle to its end.
   *
   * @throws MalformedBundleException if it is not one, or incomplete
   */
  public BundleVerdict verdict(InputStream in) throws IOException {
    TarReader tar = new TarReader(in);
    Optional<TarReader.Head> head = tar.next();
    SessionId session =
        head.flatMap(any -> BundleName.sessionOf(any.name()))
            .orElseThrow(() -> new MalformedBundleException("not an evidence file"));
    BundleFiles files = new BundleFiles(session);
    Optional<BundleLedger> ledger = Optional.empty();
    while (head.isPresent()) {
      String name = name(head.get(), session);
      if (name.startsWith(BundleName.SESSION)) {
        if (ledger.isEmpty()) {
          ledger = Optional.of(BundleLedger.of(files, problems));
        }
        compare(name, ledger.get(), tar);
      } else if (ledger.isPresent()) {
        throw new MalformedBundleException(name + " follows the recording");
      } else {
        files.add(name, tar);
      }
      head = tar.next();
    }
    return verdict(
        files, ledger.orElseThrow(() -> new MalformedBundleException("it has no recording")));
  }

  private static String name(TarReader.Head head, SessionId session)
      throws MalformedBundleException {
    String top = BundleName.folder(session);
    String name = head.name().startsWith(top) ? head.name().substring(top.length()) : "";
    if (!BundleName.isOne(name)) {
      throw new MalformedBundleException(
          "it has a file that does not belong into an evidence file");
    }
    return name;
  }

  private void compare(String name, BundleLedger ledger, TarReader tar) throws IOException {
    if (!seen.add(name)) {
      throw new MalformedBundleException("it has " + name + " twice");
    }
    List<Prefix> seals = ledger.seals(name);
    if (seals.isEmpty()) {
      problems.add(name + " is not sealed");
    }
    new SealedStream(seals)
        .finding(tar, progress)
        .ifPresent(wrong -> problems.add(name + " " + wrong));
  }

  private BundleVerdict verdict(BundleFiles files, BundleLedger ledger) throws IOException {
    for (String name : List.of(BundleName.TYPESCRIPT, BundleName.TIMING, BundleName.SESSION_FILE)) {
      if (!ledger.seals(name).isEmpty() && !seen.contains(name)) {
        problems.add(name + " is missing");
      }
    }
    if (!files.text(BundleName.PAGE).equals(BundlePage.text(files.session(), ledger.user()))) {
      notes.add(
          "README.txt differs from what this version of sessionlog writes: read it with care");
    }
    Optional<String> trusted = trust(ledger);
    LedgerEntry last = ledger.last();
    Instant sealed = last.at();
    return new BundleVerdict(
        files.session(),
        ledger.user(),
        ledger.origin(),
        sealed,
        ledger.leadsFromTheFirstKey() ? Optional.of(ledger.after()) : Optional.empty(),
        last instanceof LedgerEntry.Close,
        problems.isEmpty() ? trusted : Optional.empty(),
        problems,
        notes);
  }

  private Optional<String> trust(BundleLedger ledger) {
    Optional<String> trusted = trustByAnchor(ledger);
    if (first.isPresent() && !first.get().equals(ledger.firstKey())) {
      problems.add(
          "its first key is " + ledger.firstKey() + ", not the one that was given, " + first.get());
    } else if (first.isPresent() && ledger.leadsFromTheFirstKey() && !ledger.predated()) {
      trusted = Optional.of("the given first key");
    } else if (first.isPresent() && trusted.isEmpty() && !ledger.leadsFromTheFirstKey()) {
      notes.add(
          "no checkpoints lead from the first key to this one: export it with --chain, or with"
              + " --anchor and a checkpoint that you have");
    }
    if (trusted.isEmpty() && ledger.leadsFromTheFirstKey() && ledger.predated()) {
      notes.add(
          "its last entry is dated "
              + ledger.last().at()
              + ", and was sealed by a key that was made at "
              + ledger.after()
              + ": the clock was set back, or somebody with that key made this up; only a"
              + " checkpoint of that time or a later one proves it");
    }
    if (first.isEmpty() && anchors.isEmpty()) {
      notes.add(
          "neither --key nor --anchor was given: without one of them, anybody could have made"
              + " this");
    } else if (!anchors.isEmpty() && trusted.isEmpty()) {
      notes.add(
          "it leads to none of the checkpoints that were given: export it with --anchor and one of"
              + " them that is later");
    }
    return trusted;
  }

  private Optional<String> trustByAnchor(BundleLedger ledger) {
    List<Checkpoint> known = new ArrayList<>(ledger.before());
    known.addAll(ledger.reached());
    Optional<String> trusted = Optional.empty();
    Map<Long, Sha256> own = new HashMap<>();
    for (KeptCheckpoints.Kept kept : anchors.of(ledger.origin())) {
      own.put(kept.size(), kept.root());
    }
    for (Checkpoint reached : known) {
      Sha256 kept = own.get(reached.size());
      if (kept != null && !kept.equals(reached.root())) {
        problems.add("it contradicts the anchor over " + reached.size() + " entries");
      } else if (kept != null && ledger.reached().contains(reached)) {
        trusted = Optional.of("the given checkpoint over " + reached.size() + " entries");
      } else if (kept != null && trusted.isEmpty() && !ledger.predated()) {
        trusted =
            Optional.of(
                "the keys that follow the given checkpoint over " + reached.size() + " entries");
      }
    }
    if (own.isEmpty() || !first.equals(Optional.of(ledger.firstKey()))) {
      anchors.origins().stream()
          .filter(origin -> !origin.equals(ledger.origin()))
          .forEach(origin -> problems.add("an anchor belongs to another ledger, " + origin));
    }
    return trusted;
  }
}
