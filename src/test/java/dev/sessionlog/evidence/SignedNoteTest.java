package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Against the example of Go's package golang.org/x/mod/sumdb/note, and the key of sum.golang.org.
 */
final class SignedNoteTest {
  private static final String KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  @Test
  void aNoteOfAnotherProgramIsReadAndCheckedAndWrittenAlike() {
    NoteKey key = NoteKey.parse(KEY).orElseThrow();
    SignedNote note = SignedNote.parse(NOTE).orElseThrow();
    assertTrue(note.signedBy(key));
    assertEquals(NOTE, note.toString());
    assertEquals(KEY, key.toString());
  }

  @Test
  void eachBitThatIsTurnedShows() {
    NoteKey key = NoteKey.parse(KEY).orElseThrow();
    byte[] bytes = NOTE.getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] turned = bytes.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      String text = new String(turned, StandardCharsets.UTF_8);
      assertFalse(
          SignedNote.parse(text).map(note -> note.signedBy(key)).orElse(false), "bit " + bit);
    }
  }

  @Test
  void aCheckpointHasOneForm() {
    Checkpoint checkpoint = new Checkpoint("sessionlog/web1", 12, Sha256.of());
    assertEquals(Optional.of(checkpoint), Checkpoint.parse(checkpoint.text()));
    assertEquals(Optional.empty(), Checkpoint.parse(checkpoint.text().replace("12", "012")));
    assertEquals(Optional.empty(), Checkpoint.parse(checkpoint.text() + "more\n"));
    assertEquals(
        Optional.empty(), Checkpoint.parse("\n1\n" + checkpoint.text().split("\n")[2] + "\n"));
  }
}
