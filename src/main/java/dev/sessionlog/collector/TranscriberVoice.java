package dev.sessionlog.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses the output of the transcriber, which is not trusted: lines are truncated, cleaned and
 * counted. It writes {@code beat FOLLOWED BEHIND SET_ASIDE} every second as its heartbeat, and
 * {@code warn TEXT}. For one thread.
 */
final class TranscriberVoice {
  private static final Logger LOG = LoggerFactory.getLogger(TranscriberVoice.class);
  private static final Pattern BEAT = Pattern.compile("beat (\\d{1,7}) (\\d{1,7}) (\\d{1,7})");
  private static final int LONGEST_LINE = 2000;
  private static final int WARNINGS_A_MINUTE = 60;

  private final String who;
  private final Consumer<Beat> beats;
  private final Consumer<String> trouble;
  private long minute;
  private int warnings;

  /**
   * A heartbeat.
   *
   * @param followed the number of sessions that it follows
   * @param behind the number of them with lines that are not in their logs yet
   * @param setAside the number of them that are rendered alone
   */
  record Beat(int followed, int behind, int setAside) {}

  /**
   * Creates one.
   *
   * @param beats receives each heartbeat
   * @param trouble receives warnings
   */
  TranscriberVoice(Consumer<Beat> beats, Consumer<String> trouble) {
    this("the transcriber", beats, trouble);
  }

  /** Creates one for another process that says the same. */
  TranscriberVoice(String who, Consumer<Beat> beats, Consumer<String> trouble) {
    this.who = who;
    this.beats = beats;
    this.trouble = trouble;
  }

  /** Reads until the end of the output. */
  void listen(InputStream output) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = line(lines); line != null; line = line(lines)) {
        take(line);
      }
    } catch (IOException e) {
      LOG.debug("no longer heard: {}", e.toString());
    }
  }

  /** Longer lines are truncated. */
  private static @Nullable String line(BufferedReader from) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = from.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (line.length() < LONGEST_LINE) {
        line.append((char) next);
      }
      next = from.read();
    }
    return line.toString();
  }

  private void take(String line) {
    Matcher beat = BEAT.matcher(line);
    if (beat.matches()) {
      beats.accept(new Beat(number(beat, 1), number(beat, 2), number(beat, 3)));
    } else if (line.startsWith("warn ")) {
      warn(line.substring(5));
    } else if (!line.isBlank()) {
      warn(who + " reports: " + line);
    }
  }

  private static int number(Matcher beat, int group) {
    return Integer.parseInt(beat.group(group));
  }

  private void warn(String text) {
    long now = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
    if (now != minute) {
      minute = now;
      warnings = 0;
    }
    warnings++;
    if (warnings <= WARNINGS_A_MINUTE) {
      trouble.accept(text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip());
    } else if (warnings == WARNINGS_A_MINUTE + 1) {
      trouble.accept(who + " reports too much; leaving out the rest of this minute");
    }
  }
}
