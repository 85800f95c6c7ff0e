package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the vectors that certificate-transparency's own tests use for RFC 6962. */
final class MerkleTreeTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static List<Sha256> leaves(int count) {
    List<Sha256> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] leaf =
          i < LEAVES.size() ? HexFormat.of().parseHex(LEAVES.get(i)) : new byte[] {(byte) i};
      leaves.add(MerkleTree.leaf(leaf));
    }
    return leaves;
  }

  @Test
  void anEmptyTreeHasTheHashOfNothing() {
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        new MerkleTree().root().toString());
  }

  @Test
  void eachSizeHasTheRootThatTheVectorsGive() {
    MerkleTree tree = new MerkleTree();
    List<String> roots = new ArrayList<>();
    for (Sha256 leaf : leaves(LEAVES.size())) {
      tree.append(leaf);
      roots.add(tree.root().toString());
    }
    assertEquals(ROOTS, roots);
  }

  @Test
  void theVectorOfThePageOfFormatsIsRight() throws IOException {
    MerkleTree tree = new MerkleTree();
    for (int hour = 20; hour < 23; hour++) {
      Instant at = Instant.parse("2026-11-26T" + hour + ":00:00Z");
      tree.append(MerkleTree.leaf(new LedgerEntry.Beat(at).line()));
    }
    String page = Files.readString(Path.of("docs/format.md"));
    assertTrue(page.contains("T22:00:00Z\"}\n" + tree.root() + "\n"), tree.root().toString());
  }

  @Test
  void aTreeGoesOnFromItsSubtrees() {
    List<Sha256> leaves = leaves(100);
    for (int at = 0; at < leaves.size(); at++) {
      MerkleTree whole = new MerkleTree();
      leaves.subList(0, at).forEach(whole::append);
      MerkleTree resumed = MerkleTree.of(at, whole.subtrees());
      leaves.subList(at, leaves.size()).forEach(whole::append);
      leaves.subList(at, leaves.size()).forEach(resumed::append);
      assertEquals(whole.root(), resumed.root());
    }
  }

  @Test
  void everyLeafOfEveryTreeHasAProof() {
    for (int size = 1; size <= 40; size++) {
      List<Sha256> leaves = leaves(size);
      MerkleTree tree = new MerkleTree();
      leaves.forEach(tree::append);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(leaves, index);
        assertEquals(tree.root(), proof.root(leaves.get(index)));
        assertNotEquals(tree.root(), proof.root(Sha256.of(new byte[] {1})));
      }
    }
  }

  @Test
  void aProofOfAnotherPlaceOrLengthGivesAnotherRoot() {
    List<Sha256> leaves = leaves(13);
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::append);
    InclusionProof right = InclusionProof.of(leaves, 5);
    for (int index = 0; index < 13; index++) {
      for (int size = index + 1; size < 20; size++) {
        if (index != 5 || size != 13) {
          InclusionProof wrong = new InclusionProof(index, size, right.path());
          assertFalse(size == 13 && wrong.root(leaves.get(5)).equals(tree.root()));
        }
      }
    }
    List<Sha256> longer = new ArrayList<>(right.path());
    longer.add(leaves.get(0));
    assertNotEquals(tree.root(), new InclusionProof(5, 13, longer).root(leaves.get(5)));
    List<Sha256> shorter = right.path().subList(0, right.path().size() - 1);
    assertNotEquals(tree.root(), new InclusionProof(5, 13, shorter).root(leaves.get(5)));
  }
}
