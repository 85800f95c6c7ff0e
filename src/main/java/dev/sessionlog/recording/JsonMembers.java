package dev.sessionlog.recording;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads JSON objects whose members are texts and numbers. */
public final class JsonMembers {
  private JsonMembers() {}

  /**
   * Returns the members of the object at whose beginning a parser stands, and leaves it at the end.
   * Objects and arrays in it are skipped.
   */
  public static Map<String, String> read(JsonParser json) throws IOException {
    Map<String, String> values = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken().isScalarValue()) {
        values.put(key, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return values;
  }
}
