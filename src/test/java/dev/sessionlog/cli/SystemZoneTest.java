package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemZoneTest {
  @TempDir Path etc;

  @ParameterizedTest
  @CsvSource({
    "/usr/share/zoneinfo/Etc/UTC, true",
    "../usr/share/zoneinfo/UTC, true",
    "/usr/share/zoneinfo/Europe/Berlin, false",
    "/usr/share/zoneinfo/Etc/GMT+5, false",
    "/elsewhere/UTC, false",
    "12345678UTC, false",
    "UTC, false"
  })
  void aLinkNamesTheZone(String target, boolean utc) throws IOException {
    Files.createSymbolicLink(etc.resolve("localtime"), Path.of(target));

    assertEquals(utc, new SystemZone(etc).isUtc(Map.of()));
    assertEquals(utc, new SystemZone(etc).isUtc(Map.of("TZ", "")));
  }

  @Test
  void theEnvironmentHasTheFirstSay() throws IOException {
    Files.createSymbolicLink(etc.resolve("localtime"), Path.of("/usr/share/zoneinfo/Etc/UTC"));

    assertFalse(new SystemZone(etc).isUtc(Map.of("TZ", "Europe/Berlin")));
    assertFalse(new SystemZone(etc).isUtc(Map.of("TZ", ":UTC")));
    assertTrue(new SystemZone(Path.of("/nowhere")).isUtc(Map.of("TZ", "Etc/UTC")));
  }

  @Test
  void whereDebiansFileSaysAnotherTheJdkDecides() throws IOException {
    Files.createSymbolicLink(etc.resolve("localtime"), Path.of("/usr/share/zoneinfo/Etc/UTC"));
    Files.writeString(etc.resolve("timezone"), "Europe/Berlin\n");
    assertFalse(new SystemZone(etc).isUtc(Map.of()));

    Files.writeString(etc.resolve("timezone"), "Etc/UTC\n");
    assertTrue(new SystemZone(etc).isUtc(Map.of()));
  }

  @Test
  void whereNothingIsKnownTheJdkDecides() throws IOException {
    assertFalse(new SystemZone(etc).isUtc(Map.of()));
    Files.writeString(etc.resolve("localtime"), "a copy");
    assertFalse(new SystemZone(etc).isUtc(Map.of()));
  }

  @Test
  void theZoneHasTheOffsetsOfTheJdksOwn() {
    ZoneId found = new SystemZone(Path.of("/etc")).find(System.getenv());
    Instant now = Instant.parse("2026-07-01T00:00:00Z");

    assertEquals(ZoneId.systemDefault().getRules().getOffset(now), found.getRules().getOffset(now));
    assertEquals(ZoneOffset.UTC, new SystemZone(etc).find(Map.of("TZ", "UTC")));
  }
}
