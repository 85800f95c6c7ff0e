package dev.sessionlog.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, as the build left it in a resource. */
final class Version implements IVersionProvider {
  /** Returns the version, such as {@code 1.2.0}. */
  static String text() throws IOException {
    try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
      if (resource == null) {
        throw new IOException("the program's jar has no version.txt");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"sessionlog " + text()};
  }
}
