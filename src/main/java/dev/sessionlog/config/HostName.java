package dev.sessionlog.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, for paths in a configuration that several machines share. */
final class HostName {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final String PLACE = "%h";

  private HostName() {}

  /**
   * Replaces each {@code %h} with it.
   *
   * @throws IllegalArgumentException if it is unknown or unsuitable
   */
  static String put(String text) {
    if (!text.contains(PLACE)) {
      return text;
    }
    try {
      String name = Files.readString(HOST_NAME).strip();
      if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
        throw new IllegalArgumentException(
            PLACE
                + ": the name of this machine, "
                + Quoted.text(name)
                + ", cannot be the name of a folder");
      }
      return text.replace(PLACE, name);
    } catch (IOException e) {
      throw new IllegalArgumentException(PLACE + ": the name of this machine cannot be read", e);
    }
  }
}
