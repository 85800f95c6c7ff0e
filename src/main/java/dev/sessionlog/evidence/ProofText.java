package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codec of proofs in a bundle: a line with both numbers, and one for each hash with its side,
 * so that readers need not compute it. docs/format.md has the grammar.
 */
final class ProofText {
  private static final Pattern INCLUSION = Pattern.compile("entry (\\d{1,18}) of (\\d{1,18})");
  private static final Pattern CONSISTENCY = Pattern.compile("first (\\d{1,18}) of (\\d{1,18})");
  private static final int HIGHEST = 64;

  private ProofText() {}

  static String of(InclusionProof proof) {
    StringBuilder text = new StringBuilder();
    text.append("entry ").append(proof.index()).append(" of ").append(proof.size()).append('\n');
    add(proof.sides(), proof.path(), text);
    return text.toString();
  }

  static String of(ConsistencyProof proof) {
    StringBuilder text = new StringBuilder();
    text.append("first ").append(proof.first()).append(" of ").append(proof.second()).append('\n');
    text.append("start ").append(Base64Text.encode(proof.path().get(0).bytes())).append('\n');
    add(proof.sides(), proof.path().subList(1, proof.path().size()), text);
    return text.toString();
  }

  private static void add(List<ProofSide> sides, List<Sha256> path, StringBuilder text) {
    for (int i = 0; i < path.size(); i++) {
      String hash = Base64Text.encode(path.get(i).bytes());
      text.append(sides.get(i).word()).append(' ').append(hash).append('\n');
    }
  }

  /** Returns the proof that is written so, to the byte. */
  static Optional<InclusionProof> inclusion(String text) {
    return parts(text, INCLUSION)
        .filter(parts -> parts.first < parts.second)
        .map(parts -> new InclusionProof(parts.first, parts.second, parts.hashes))
        .filter(proof -> proof.sides().size() == proof.path().size())
        .filter(proof -> of(proof).equals(text));
  }

  /** Returns the proof that is written so, to the byte. */
  static Optional<ConsistencyProof> consistency(String text) {
    return parts(text, CONSISTENCY)
        .filter(parts -> parts.first >= 1 && parts.first <= parts.second)
        .map(parts -> new ConsistencyProof(parts.first, parts.second, parts.hashes))
        .filter(proof -> proof.sides().size() == proof.path().size() - 1)
        .filter(proof -> of(proof).equals(text));
  }

  private record Parts(long first, long second, List<Sha256> hashes) {}

  private static Optional<Parts> parts(String text, Pattern head) {
    List<String> lines = text.lines().limit(HIGHEST + 3).toList();
    Matcher numbers = head.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!numbers.matches() || lines.size() > HIGHEST + 2) {
      return Optional.empty();
    }
    List<Sha256> hashes = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Optional<byte[]> hash =
          Base64Text.decode(line.substring(line.indexOf(' ') + 1), Sha256.LENGTH);
      if (hash.isEmpty()) {
        return Optional.empty();
      }
      hashes.add(new Sha256(hash.get()));
    }
    return Optional.of(
        new Parts(Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)), hashes));
  }
}
