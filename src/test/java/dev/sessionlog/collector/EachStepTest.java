package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EachStepTest {
  private final List<String> taken = new ArrayList<>();

  @Test
  void aStepThatFailsOnceIsTakenAgain() throws IOException {
    EachStep.run(failing("a", 1), failing("b", 0));
    assertEquals(List.of("a", "a", "b"), taken);
  }

  @Test
  void aStepThatFailsTwiceKeepsNoOtherFromBeingTaken() {
    IOException told =
        assertThrows(
            IOException.class,
            () -> EachStep.run(failing("a", 2), failing("b", 0), failing("c", 2)));
    assertEquals(List.of("a", "a", "b", "c", "c"), taken);
    assertEquals("a", told.getMessage());
    assertEquals("c", told.getSuppressed()[0].getMessage());
  }

  private EachStep.Step failing(String name, int times) {
    return () -> {
      taken.add(name);
      if (taken.stream().filter(name::equals).count() <= times) {
        throw new IOException(name);
      }
    };
  }
}
