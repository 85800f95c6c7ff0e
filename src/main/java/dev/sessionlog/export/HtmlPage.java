package dev.sessionlog.export;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The page around the pictures: {@code player.html}, with the style sheet and the script in it, and
 * a policy (https://www.w3.org/TR/CSP3/) that names both by their SHA-256 and forbids everything
 * else.
 */
final class HtmlPage {
  private static final String RECORDING = "%RECORDING%";

  private HtmlPage() {}

  /** Returns the part before the recording. */
  static String before() throws IOException {
    String page = page();
    return page.substring(0, page.indexOf(RECORDING));
  }

  /** Returns the part after the recording. */
  static String after() throws IOException {
    String page = page();
    return page.substring(page.indexOf(RECORDING) + RECORDING.length());
  }

  private static String page() throws IOException {
    String style = resource("player.css");
    String script = resource("player.js");
    return resource("player.html")
        .replace("%STYLE_HASH%", hash(style))
        .replace("%SCRIPT_HASH%", hash(script))
        .replace("%STYLE%", style)
        .replace("%SCRIPT%", script);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program's jar has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(String text) {
    byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).bytes();
    return Base64.getEncoder().encodeToString(hash);
  }
}
