package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one session with its proof for somebody who has neither the ledger nor the other sessions:
 * a tar archive, which docs/format.md describes.
 */
public final class EvidenceBundle {
  private final LedgerFolder folder;
  private final LedgerTree tree;
  private final LedgerExcerpt excerpt;
  private final Recording recording;
  private final List<SignedNote> later;
  private final Optional<List<KeyChain.Link>> chain;

  private EvidenceBundle(
      LedgerFolder folder,
      LedgerTree tree,
      LedgerExcerpt excerpt,
      Recording recording,
      List<SignedNote> later,
      Optional<List<KeyChain.Link>> chain) {
    this.folder = folder;
    this.tree = tree;
    this.excerpt = excerpt;
    this.recording = recording;
    this.later = later;
    this.chain = chain;
  }

  /**
   * Collects the proof of a session from the ledger.
   *
   * @param anchors checkpoints that the recipient has; the bundle leads to those that cover it
   * @param mostLinks the most checkpoints from the first key; if there are more, none are included
   * @return empty if nothing of the session is sealed
   */
  public static Optional<EvidenceBundle> of(
      Path logDir, Recording recording, List<SignedNote> anchors, int mostLinks)
      throws IOException {
    LedgerFolder folder = LedgerFolder.in(logDir);
    Optional<LedgerExcerpt> found = LedgerExcerpt.of(folder, recording.id());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    LedgerExcerpt excerpt = found.get();
    LedgerTree tree = new LedgerTree(folder);
    List<SignedNote> later = new ArrayList<>(anchors);
    LedgerExcerpt.last(folder).ifPresent(later::add);
    return Optional.of(
        new EvidenceBundle(
            folder,
            tree,
            excerpt,
            recording,
            reached(later, excerpt),
            new KeyChain(folder, tree).before(epoch(excerpt), mostLinks)));
  }

  private static long epoch(LedgerExcerpt excerpt) {
    return excerpt.announced().entry() instanceof LedgerEntry.Key key ? key.epoch() : 0;
  }

  private static List<SignedNote> reached(List<SignedNote> anchors, LedgerExcerpt excerpt) {
    List<SignedNote> reached = new ArrayList<>();
    String origin = Checkpoint.parse(excerpt.checkpoint().text()).orElseThrow().origin();
    for (SignedNote anchor : anchors) {
      Optional<Checkpoint> kept = Checkpoint.parse(anchor.text());
      boolean after =
          kept.isPresent()
              && kept.get().origin().equals(origin)
              && kept.get().size() > excerpt.size();
      if (after
          && reached.stream().noneMatch(n -> LedgerExcerpt.size(n) == LedgerExcerpt.size(anchor))) {
        reached.add(anchor);
      }
    }
    return reached;
  }

  /** Returns the bytes of recording in it. */
  public long bytes() {
    return typescript().bytes() + timing().bytes();
  }

  /** Returns true if the session's end is sealed; otherwise it is proved up to the last seal. */
  public boolean isWhole() {
    return last() instanceof LedgerEntry.Close;
  }

  /** Returns true if the first key is sufficient to check it. */
  public boolean leadsFromTheFirstKey() {
    return chain.isPresent();
  }

  /** Returns the checkpoints to which it leads. */
  public List<SignedNote> checkpoints() {
    List<SignedNote> all = new ArrayList<>();
    all.add(excerpt.checkpoint());
    all.addAll(later);
    return all;
  }

  private LedgerEntry last() {
    return excerpt.entries().get(excerpt.entries().size() - 1).entry();
  }

  private Prefix typescript() {
    return ((LedgerEntry.Contents) last()).typescript();
  }

  private Prefix timing() {
    return ((LedgerEntry.Contents) last()).timing();
  }

  /**
   * Writes it.
   *
   * @throws CorruptRecordingException if the recording differs from what was sealed
   */
  public void write(OutputStream out) throws IOException {
    TarWriter tar = new TarWriter(out, last().at());
    String top = BundleName.folder(recording.id());
    tar.add(top + BundleName.PAGE, utf8(BundlePage.text(recording.id(), recording.user())));
    tar.add(top + BundleName.CHECKPOINT, utf8(excerpt.checkpoint().toString()));
    add(tar, top + BundleName.FIRST, begin());
    add(tar, top + BundleName.KEY, excerpt.announced());
    for (LedgerExcerpt.Placed entry : excerpt.entries()) {
      add(tar, top + BundleName.of(BundleName.ENTRY, entry.index(), ""), entry);
    }
    addChain(tar, top + BundleName.CHAIN);
    addLater(tar, top + BundleName.LATER);
    add(tar, top + BundleName.TYPESCRIPT, recording.typescript(), typescript());
    add(tar, top + BundleName.TIMING, recording.timing(), timing());
    if (last() instanceof LedgerEntry.Close close) {
      add(tar, top + BundleName.SESSION_FILE, recording.sessionFile(), close.sessionFile());
    }
    tar.end();
  }

  private LedgerExcerpt.Placed begin() throws IOException {
    byte[] line = folder.firstLine(0).orElse(new byte[0]);
    LedgerEntry begin =
        LedgerEntry.parse(line)
            .orElseThrow(() -> new DamagedLedgerException(folder.path(), "it has no first entry"));
    return new LedgerExcerpt.Placed(0, line, begin);
  }

  private void add(TarWriter tar, String name, LedgerExcerpt.Placed entry) throws IOException {
    tar.add(name + BundleName.LINE, entry.line());
    InclusionProof proof = tree.inclusion(entry.index(), excerpt.size());
    tar.add(name + BundleName.PROOF, utf8(ProofText.of(proof)));
  }

  private void addChain(TarWriter tar, String folder) throws IOException {
    long number = 0;
    for (KeyChain.Link link : chain.orElse(List.of())) {
      tar.add(BundleName.of(folder, number, BundleName.LINE), link.next().line());
      tar.add(BundleName.of(folder, number, BundleName.PROOF), utf8(ProofText.of(link.proof())));
      tar.add(BundleName.of(folder, number, BundleName.NOTE), utf8(link.checkpoint().toString()));
      number++;
    }
  }

  private void addLater(TarWriter tar, String folder) throws IOException {
    for (SignedNote note : later) {
      long size = LedgerExcerpt.size(note);
      ConsistencyProof proof = tree.consistency(excerpt.size(), size);
      if (!proof.holds(root(excerpt.checkpoint()), root(note))) {
        throw new DamagedLedgerException(
            this.folder.path(), "it contradicts the checkpoint over " + size + " entries");
      }
      tar.add(BundleName.of(folder, size, BundleName.PROOF), utf8(ProofText.of(proof)));
      tar.add(BundleName.of(folder, size, BundleName.NOTE), utf8(note.text()));
    }
  }

  private static Sha256 root(SignedNote note) {
    return Checkpoint.parse(note.text()).orElseThrow().root();
  }

  /** Adds the first bytes of a file, and compares them with the seals meanwhile. */
  private static void add(TarWriter tar, String name, Path file, Prefix sealed) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream content = new DigestInputStream(plain(file, sealed.bytes()), digest)) {
      tar.add(name, content, sealed.bytes());
    }
    if (!new Sha256(digest.digest()).equals(sealed.sha256())) {
      throw new CorruptRecordingException(file, "was changed since it was sealed");
    }
  }

  private static InputStream plain(Path file, long length) throws IOException {
    try {
      return StoreFiles.input(file);
    } catch (NoSuchFileException notPlain) {
      return GzipFile.open(GzipFile.of(file), length + 1);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
