package dev.sessionlog.transcript;

import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.userlog.TranscriptLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole way from bytes to lines: parser, screen, transcript. An input is two bytes for the
 * terminal's size, then output. A byte {@code FE} and one after it stand for something that
 * happens: time passes, the terminal is resized, a marker or a gap is noted.
 */
public final class TranscriptFuzz {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final SessionId ID = SessionId.parse("20261123T062510-k3f9").orElseThrow();

  private TranscriptFuzz() {}

  /** Something that happens to a session. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Event(
      Duration at, byte[] output, @Nullable TerminalSize size, String name, String value) {}

  /** How output is cut into calls. */
  private enum Cut {
    WHOLE,
    BYTES,
    ANYWHERE
  }

  /** Lines as they come: counted and hashed, because an input may make megabytes of them. */
  private static final class Lines implements TranscriptRenderer.LineSink {
    private long count;
    private long hash;

    @Override
    public void line(Duration at, String text) {
      Oracle.printable(text);
      Oracle.holds(!text.endsWith(" "), "blanks at the end of: " + text);
      Oracle.holds(text.length() <= LineEmitter.MAX_JOINED + 10_000, "a line too long");
      count++;
      hash = (hash * 31 + text.hashCode()) * 31 + at.hashCode();
    }

    @Override
    public String toString() {
      return count + " lines, hash " + hash;
    }
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    FuzzInput input = new FuzzInput(bytes);
    TerminalSize size = size(input);
    List<Event> events = events(input);
    Oracle.within2Seconds(
        () -> {
          String whole = render(size, events, Cut.WHOLE, false);
          Oracle.same(whole, render(size, events, Cut.BYTES, false), "byte by byte");
          Oracle.same(whole, render(size, events, Cut.ANYWHERE, true), "cut anywhere, with quiet");
        });
  }

  private static TerminalSize size(FuzzInput input) {
    return new TerminalSize(1 + input.next() % 200, 1 + input.next() % 60);
  }

  private static List<Event> events(FuzzInput input) {
    List<Event> events = new ArrayList<>();
    Duration at = Duration.ZERO;
    while (input.hasMore()) {
      events.add(new Event(at, input.part(), null, "", ""));
      int kind = input.next();
      if (kind < 0x80) {
        at = at.plusMillis(kind * 100L);
      } else if (kind < 0xC0) {
        events.add(new Event(at, new byte[0], size(input), "", ""));
      } else {
        String name = kind % 2 == 0 ? "MARKER" : "GAP";
        // Markers are made by the program; what it puts into them has been cleaned.
        events.add(
            new Event(at, new byte[0], null, name, TranscriptLine.clean(input.text() + '.')));
      }
    }
    return events;
  }

  private static String render(TerminalSize size, List<Event> events, Cut cut, boolean quiet) {
    Lines lines = new Lines();
    SessionTranscript transcript = new SessionTranscript(session(size), QUIET, lines);
    transcript.begin();
    Duration last = Duration.ZERO;
    for (Event event : events) {
      if (quiet) {
        transcript.quiet(last.plus(event.at().minus(last).dividedBy(2)));
        transcript.quiet(event.at());
      }
      last = event.at();
      give(transcript, event, cut, quiet);
    }
    transcript.end(last, session(size));
    return lines.toString();
  }

  private static void give(SessionTranscript transcript, Event event, Cut cut, boolean quiet) {
    if (event.size() != null) {
      transcript.resize(event.at(), event.size());
    } else if (!event.name().isEmpty()) {
      transcript.header(event.at(), event.name(), event.value());
    }
    byte[] output = event.output();
    int from = 0;
    while (from < output.length) {
      int left = output.length - from;
      int count =
          switch (cut) {
            case WHOLE -> left;
            case BYTES -> 1;
            case ANYWHERE -> Math.min(left, 1 + (output[from] & 0x1F));
          };
      transcript.output(event.at(), output, from, count);
      if (quiet) {
        transcript.quiet(event.at());
      }
      from += count;
    }
  }

  private static Session session(TerminalSize size) {
    return SampleSession.named(ID).size(size).build();
  }
}
