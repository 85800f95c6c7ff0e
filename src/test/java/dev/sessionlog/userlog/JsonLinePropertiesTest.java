package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.transcript.LineText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class JsonLinePropertiesTest {
  private static final SessionId SESSION = SessionId.parse("20261123T062510-k3f9").orElseThrow();
  private static final Instant TIME = Instant.parse("2026-11-23T06:25:10.123Z");

  private final JsonLineEncoder encoder = new JsonLineEncoder();
  private final LoggerContext context = new LoggerContext();

  @Property
  void anyLineIsOneJsonObjectThatSaysWhatTheLineSays(
      @ForAll("texts") String text,
      @ForAll("texts") String host,
      @ForAll("texts") String tty,
      @ForAll @LongRange(min = 1) long number)
      throws IOException {
    TranscriptLine line = new TranscriptLine(SESSION, "alice", tty, host, number, TIME, text);
    byte[] bytes = encoder.encode(new TranscriptEvent(context.getLogger("x"), line));
    String encoded = new String(bytes, StandardCharsets.UTF_8);
    assertArrayEquals(encoded.getBytes(StandardCharsets.UTF_8), bytes);
    assertEquals(encoded.length() - 1, encoded.indexOf('\n'));
    Map<String, String> members = members(encoded);
    assertEquals(
        List.of("session", "line", "time", "user", "tty", "host", "kind", "text"),
        List.copyOf(members.keySet()));
    assertEquals(SESSION.toString(), members.get("session"));
    assertEquals(Long.toString(number), members.get("line"));
    assertEquals(TIME.toString(), members.get("time"));
    assertEquals(LineEncoders.shortTty(line.tty()), members.get("tty"));
    assertEquals(line.host(), members.get("host"));
    LineText said = LineText.parse(line.text());
    assertEquals(said.kind().word(), members.get("kind"));
    assertEquals(said.text(), members.get("text"));
    if (number <= 999_999_999_999_999_999L) {
      assertEquals(new TranscriptPlace(SESSION, number), TranscriptPlace.of(encoded).orElseThrow());
    }
  }

  private static Map<String, String> members(String object) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(object)) {
      assertEquals(JsonToken.START_OBJECT, json.nextToken());
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        members.put(name, json.getText());
      }
      assertEquals(JsonToken.END_OBJECT, json.currentToken());
      assertEquals(null, json.nextToken());
    }
    return members;
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(200),
        Arbitraries.strings()
            .withChars(
                '"', '\\', '\n', '\r', '\t', '\u0000', '\u001b', '\u007f', '\u0085', '\u2028')
            .withChars('\ud83d', '\ude00', '\u202e', '{', '}', ',', ':', 'u')
            .ofMaxLength(50),
        Arbitraries.of(
            "\",\"line\":99,\"x\":\"",
            "20261123T062511-zzzz:99",
            "\\u000a",
            "-- gap: 1",
            "\\-- gap: 1"));
  }
}
