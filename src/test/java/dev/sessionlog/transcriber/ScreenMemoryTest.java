package dev.sessionlog.transcriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.transcriber.ScreenMemory.Share;
import dev.sessionlog.transcriber.ScreenMemory.Verdict;
import dev.sessionlog.transcript.TranscriptRenderer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenMemoryTest {
  private static final long WORST = TranscriptRenderer.MOST_BYTES;
  private static final long SMALL = TranscriptRenderer.MOST_BYTES_REDUCED;
  private static final int MOST_SESSIONS = 1000;

  /** The heap that {@code Transcribing} gives, less what a transcriber takes besides. */
  private static final long ROOM = 320L << 20;

  @Test
  void aUserAboveTheBudgetIsToldAndNobodyElse() {
    ScreenMemory memory = new ScreenMemory(100 * WORST, 2 * WORST);
    Share first = memory.share("mallory");
    Share second = memory.share("mallory");
    Share third = memory.share("mallory");
    assertEquals(Verdict.ENOUGH, first.takes(WORST));
    assertEquals(Verdict.ENOUGH, second.takes(WORST));
    assertEquals(Verdict.USER_FULL, third.takes(WORST));
    assertEquals(Verdict.ENOUGH, memory.share("alice").takes(WORST));
    assertEquals(Verdict.ENOUGH, third.takes(SMALL));
    first.release();
    assertEquals(Verdict.ENOUGH, third.takes(WORST));
  }

  @Test
  void aSmallScreenIsNeverTooMuch() {
    ScreenMemory memory = new ScreenMemory(1, 1);
    assertEquals(Verdict.ENOUGH, memory.share("alice").takes(SMALL));
    assertEquals(Verdict.ALL_FULL, new ScreenMemory(1, WORST).share("alice").takes(SMALL + 1));
  }

  @Test
  void athousandSessionsOfTheWorstOfManyUsersFitIntoTheHeap() {
    ScreenMemory memory = new ScreenMemory(ScreenMemory.OF_ALL, ScreenMemory.OF_A_USER);
    List<Share> shares = new ArrayList<>();
    long most = 0;
    for (int i = 0; i < MOST_SESSIONS; i++) {
      Share share = memory.share("user" + i % 100);
      if (share.takes(WORST) != Verdict.ENOUGH) {
        most = Math.max(most, memory.taken());
        share.takes(SMALL);
      }
      shares.add(share);
    }
    assertEquals(true, Math.max(most, memory.taken()) < ROOM, memory.taken() + " bytes");
    shares.forEach(Share::release);
    assertEquals(0, memory.taken());
  }
}
