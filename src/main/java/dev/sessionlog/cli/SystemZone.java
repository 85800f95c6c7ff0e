package dev.sessionlog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/**
 * The time zone of this machine. Where that is UTC, as on most servers, it is found without what
 * the JDK needs for any zone: the table of all zones, and a look into each jar for more of them.
 */
final class SystemZone {
  private static final Set<String> UTC = Set.of("UTC", "Etc/UTC");
  private static final String ZONES = "zoneinfo/";

  private final Path etc;

  /**
   * Creates one.
   *
   * @param etc the directory in which the machine's zone stands, usually {@code /etc}
   */
  SystemZone(Path etc) {
    this.etc = etc;
  }

  /** Returns the zone that the environment names, otherwise the machine's. */
  ZoneId find(Map<String, String> environment) {
    return System.getProperty("user.timezone", "").isEmpty() && isUtc(environment)
        ? ZoneOffset.UTC
        : ZoneId.systemDefault();
  }

  /** Returns false also where this is not known. */
  boolean isUtc(Map<String, String> environment) {
    String named = environment.getOrDefault("TZ", "");
    if (!named.isEmpty()) {
      return UTC.contains(named);
    }
    try {
      String zone = Files.readSymbolicLink(etc.resolve("localtime")).toString();
      int name = zone.lastIndexOf(ZONES) + ZONES.length();
      return name >= ZONES.length() && UTC.contains(zone.substring(name)) && isUtcForDebian();
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Some versions of the JDK believe a file of Debian's more. */
  private boolean isUtcForDebian() throws IOException {
    Path debians = etc.resolve("timezone");
    return Files.notExists(debians) || UTC.contains(Files.readString(debians).strip());
  }
}
