package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveNames.PartName;
import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.archive.ArchiveNames.TranscriptName;
import dev.sessionlog.session.SessionId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveNamesTest {
  private static final HostKey HOST = new HostKey("web1-k3f9q2mzx7");
  private static final SessionId ID = SessionId.parse("20261124T114717-djqf").orElseThrow();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  @Test
  void namesOfASessionAreKnownBeforehand() {
    SessionName session = new SessionName(HOST, ID, "alice");
    String place = "date=2026-11-24/host=web1-k3f9q2mzx7/20261124T114717-djqf";
    assertEquals("sessions/" + place + ".alice.json", session.ended());
    assertEquals("opened/" + place + ".alice.json", session.opened());
    assertEquals(
        "recordings/" + place + "/typescript.000004194304.gz", session.typescript(1 << 22));
    assertEquals("recordings/" + place + "/timing.000000000000.gz", session.timing(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "CORP\\bob", "a.json", "bob.2026-11-22.0", "..", "ä~b", "a/b"})
  void namesTellWhatTheyWereMadeOf(String user) {
    SessionName session = new SessionName(HOST, ID, user);
    assertEquals(Optional.of(session), ArchiveNames.session(session.ended()));
    assertEquals(Optional.of(session), ArchiveNames.session(session.opened()));
    for (String seat : new String[] {"", "web2.2"}) {
      TranscriptName log = new TranscriptName(HOST, seat, user, DAY, 12, 3);
      assertEquals(Optional.of(log), ArchiveNames.transcript(log.name()), log.name());
    }
    assertEquals(
        Optional.of(new PartName("typescript", 77)), ArchiveNames.part(session.typescript(77)));
  }

  @Test
  void largeOffsetsAreNamedToo() {
    long offset = 9_007_199_254_740_992L;
    assertEquals(
        Optional.of(new PartName("timing", offset)),
        ArchiveNames.part(new SessionName(HOST, ID, "a").timing(offset)));
    assertEquals(
        Optional.of(new PartName("000000.jsonl", 5)),
        ArchiveNames.part(ArchiveNames.ledger(HOST, "0123456789abcdef", "000000.jsonl", 5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions/date=2026-11-25/host=web1-k3f9q2mzx7/20261124T114717-djqf.alice.json",
        "sessions/date=2026-11-24/host=web1/20261124T114717-djqf.alice.json",
        "sessions/date=2026-11-24/host=web1-k3f9q2mzx7/20261124T114717-djqf.%61lice.json",
        "sessions/date=2026-11-24/host=web1-k3f9q2mzx7/x.alice.json",
        "transcripts/date=2026-13-24/host=web1-k3f9q2mzx7/alice.2026-13-24.0.0000.jsonl.gz",
        "transcripts/date=2026-11-23/host=web1-k3f9q2mzx7/alice.2026-11-24.0.0000.jsonl.gz",
        "recordings/x/typescript.gz",
        "",
      })
  void whatOthersPutThereIsNotOurs(String name) {
    assertEquals(Optional.empty(), ArchiveNames.session(name));
    assertEquals(Optional.empty(), ArchiveNames.transcript(name));
    assertEquals(Optional.empty(), ArchiveNames.part(name));
    assertEquals(Optional.empty(), ArchiveNames.hostOf(name));
  }

  @Test
  void twoHostsOfOneNameHaveTwoKeys() {
    Random random = new Random(1);
    HostKey one = HostKey.create("web1", random);
    HostKey other = HostKey.create("web1", random);
    assertNotEquals(one, other);
    assertEquals("web1", one.machine());
    assertEquals(Optional.of(one), ArchiveNames.hostOf(ArchiveNames.host(one)));
    assertEquals("a_b", HostKey.create("..a/b", random).machine());
    assertEquals("host", HostKey.create("", random).machine());
    assertTrue(HostKey.create("x".repeat(300), random).text().length() < 80);
  }
}
