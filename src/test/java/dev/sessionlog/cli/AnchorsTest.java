package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.evidence.CheckpointAsFile;
import dev.sessionlog.evidence.SignedNote;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints are found wherever they were kept, and in the form that they have there. */
@Tag("machine")
final class AnchorsTest {
  @TempDir private Path temporary;

  private SignedNote note;

  @BeforeEach
  void seal() throws Exception {
    note = CheckpointAsFile.make(temporary.resolve("log"));
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(temporary.resolve(name), text);
  }

  @Test
  void logsOfAllKindsAreAnchors() throws Exception {
    String line = "2026-11-27T00:03:57.000Z sessionlog[77] INFO " + note.inOneLine();
    for (String log :
        List.of(
            note.toString() + note,
            "Nov 27 00:03:57 web1 sessionlog[77]: " + line + "\nNov 27 00:03:58 web1 sshd: x\n",
            "2026-11-27T00:03:57.956906+00:00 web1 sessionlog[77]: " + line + "\n",
            "<30>1 2026-11-27T00:03:57Z web1 sessionlog 77 - - " + line + "\n",
            "{\"MESSAGE\":\"" + line + "\",\"_PID\":\"77\"}\n",
            "{\"text\":\"" + line.replace("/", "\\/") + "\"}\n")) {
      List<SignedNote> read = Anchors.read(file("anchors", log));
      assertEquals(note.toString(), read.get(0).toString(), log);
    }
    Path folder = Files.createDirectory(temporary.resolve("folder"));
    assertThrows(CommandFailure.class, () -> Anchors.read(folder));
    Files.writeString(folder.resolve("1"), "nothing\n");
    Files.writeString(folder.resolve("2"), line + "\n");
    assertEquals(1, Anchors.read(folder).size());
  }

  /** A letter with words above and below, its lines ended as mail has them. */
  @Test
  void aNoteIsFoundAmongOtherWords() throws Exception {
    String letter = "To be kept:\n\n" + note + "Yours\n\n" + note + "\nthe end";
    assertEquals(2, Anchors.read(file("letter", letter)).size());
    assertEquals(2, Anchors.read(file("letter", letter.replace("\n", "\r\n"))).size());
    Path none = file("none", "any\n\n\u2014 words AAAAAAAA\n");
    assertThrows(CommandFailure.class, () -> Anchors.read(none));
  }

  @Test
  void aFileThatNoMemoryHoldsIsReadAllTheSame() throws Exception {
    Path journal = temporary.resolve("journal");
    try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
      file.seek(Integer.MAX_VALUE + 1L); // a hole
      file.writeBytes("\n" + note.inOneLine() + "\n");
    }
    assertEquals(1, Anchors.read(journal).size());
    assertThrows(CommandFailure.class, () -> Anchors.key(journal.toString()));
  }

  /** The commands of docs/evidence.md, with an authority made by openssl in place of a server. */
  @Test
  void aTimeStampIsAskedForAndCheckedByTheCommandsOfThePage() throws Exception {
    file(
        "tsa.cnf",
        """
        [req]
        distinguished_name=dn
        x509_extensions=ext
        prompt=no
        [dn]
        CN=an authority of a test
        [ext]
        extendedKeyUsage=critical,timeStamping
        basicConstraints=CA:true
        [tsa]
        default_tsa=t
        [t]
        serial=serial
        signer_digest=sha256
        default_policy=1.2.3.4.1
        digests=sha256
        ess_cert_id_alg=sha256
        """);
    file("serial", "01\n");
    file("checkpoint", note.toString());
    String commands =
        Stream.of(Files.readString(Path.of("docs/evidence.md")).split("\n"))
            .filter(line -> line.startsWith("openssl ts "))
            .reduce("", (all, line) -> all + line + "\n");
    List<String> steps = commands.lines().toList();
    assertEquals(2, steps.size(), commands);
    String reply =
        "openssl ts -reply -config tsa.cnf -section t -queryfile checkpoint.tsq -signer tsa.pem"
            + " -inkey key.pem -out checkpoint.tsr";
    assertEquals(
        0,
        sh(
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out tsa.pem -days 2 -config"
                + " tsa.cnf && "
                + steps.get(0)
                + " && "
                + reply
                + " && "
                + steps.get(1)));
    file("checkpoint", note.toString().replaceFirst("\n1|\n2", "\n3"));
    assertTrue(sh(steps.get(1)) != 0);
  }

  private int sh(String code) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", code)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    System.err.print(exitCode == 0 ? "" : said);
    return exitCode;
  }
}
