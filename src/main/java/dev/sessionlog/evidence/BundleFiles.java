package dev.sessionlog.evidence;

import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The small files of a bundle, which come before the recording. */
final class BundleFiles {
  private static final int LONGEST = LineScanner.LONGEST;
  private static final int MOST = 1 << 28;

  /** The memory of an empty file, so that their number is limited. */
  private static final int PER_FILE = 512;

  private final SessionId session;
  private final NavigableMap<String, byte[]> files = new TreeMap<>();
  private long bytes;

  BundleFiles(SessionId session) {
    this.session = session;
  }

  SessionId session() {
    return session;
  }

  void add(String name, TarReader tar) throws java.io.IOException {
    byte[] content = tar.content(LONGEST);
    bytes += content.length + PER_FILE;
    if (bytes > MOST) {
      throw new MalformedBundleException(
          "it has more than " + ReadableUnits.size(MOST) + " of the ledger");
    }
    if (files.put(name, content) != null) {
      throw new MalformedBundleException("it has " + name + " twice");
    }
  }

  private byte[] bytes(String name) throws MalformedBundleException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new MalformedBundleException("it lacks " + name);
    }
    return content;
  }

  String text(String name) throws MalformedBundleException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  SignedNote note(String name) throws MalformedBundleException {
    return SignedNote.parse(text(name))
        .filter(note -> Checkpoint.parse(note.text()).isPresent())
        .orElseThrow(() -> new MalformedBundleException(name + " is not a checkpoint"));
  }

  Checkpoint checkpoint(String name) throws MalformedBundleException {
    return Checkpoint.parse(text(name))
        .orElseThrow(() -> new MalformedBundleException(name + " is not a checkpoint"));
  }

  /** An entry with its place in the ledger. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Proved(byte[] line, LedgerEntry entry, InclusionProof proof) {
    boolean isIn(Checkpoint checkpoint) {
      return proof.size() == checkpoint.size()
          && proof.root(MerkleTree.leaf(line)).equals(checkpoint.root());
    }
  }

  Proved proved(String name) throws MalformedBundleException {
    byte[] line = bytes(name + BundleName.LINE);
    LedgerEntry entry =
        LedgerEntry.parse(line)
            .orElseThrow(() -> new MalformedBundleException(name + ".json is not an entry"));
    InclusionProof proof =
        ProofText.inclusion(text(name + BundleName.PROOF))
            .orElseThrow(() -> new MalformedBundleException(name + ".path is not a proof"));
    return new Proved(line, entry, proof);
  }

  ConsistencyProof consistency(String name) throws MalformedBundleException {
    return ProofText.consistency(text(name + BundleName.PROOF))
        .orElseThrow(() -> new MalformedBundleException(name + ".path is not a proof"));
  }

  /** Returns the names of one kind, without their suffixes, in order. */
  List<String> numbered(String kind) {
    SortedMap<String, byte[]> some = files.subMap(kind, kind + Character.MAX_VALUE);
    List<String> names = new ArrayList<>();
    for (String name : some.keySet()) {
      String stem = name.substring(0, name.lastIndexOf('.'));
      if (names.isEmpty() || !names.get(names.size() - 1).equals(stem)) {
        names.add(stem);
      }
    }
    return names;
  }
}
