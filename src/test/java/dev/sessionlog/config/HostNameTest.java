package dev.sessionlog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code %h} in a path. */
final class HostNameTest {
  @Test
  void theNameOfThisMachineStandsInItsPlace() throws Exception {
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    assertEquals(Path.of("/srv/" + host + "/log"), ValueType.pathWithHost().read("/srv/%h/log"));
    assertEquals(Path.of("/srv/100%/log"), ValueType.pathWithHost().read("/srv/100%/log"));
  }
}
