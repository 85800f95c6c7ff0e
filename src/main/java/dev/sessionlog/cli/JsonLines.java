package dev.sessionlog.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects, one a line (https://jsonlines.org). Only ASCII without control characters, so that
 * they are safe on a terminal in any locale.
 */
final class JsonLines {
  private final JsonGenerator generator;

  JsonLines(PrintWriter out) {
    try {
      generator = new JsonFactory().createGenerator(out);
    } catch (IOException e) {
      throw new AssertionError("nothing is written yet", e);
    }
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.setCharacterEscapes(new WithDelete());
    generator.setHighestNonEscapedChar(0x7f);
    generator.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  /** Writes the fields of one object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes an object as a line of its own. */
  void object(Fields fields) throws IOException {
    generator.writeStartObject();
    fields.write(generator);
    generator.writeEndObject();
  }

  /** Writes a field of an object that is a list of texts. */
  static void strings(JsonGenerator object, String name, Iterable<String> texts)
      throws IOException {
    object.writeArrayFieldStart(name);
    for (String text : texts) {
      object.writeString(text);
    }
    object.writeEndArray();
  }

  /** Ends the last line and flushes; to be called once. */
  void finish() throws IOException {
    boolean any = generator.getOutputContext().getEntryCount() > 0;
    if (any) {
      generator.writeRaw('\n');
    }
    generator.flush();
  }

  /** JSON's own escapes, and DEL, which jackson lets pass. */
  private static final class WithDelete extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[0x7f] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
