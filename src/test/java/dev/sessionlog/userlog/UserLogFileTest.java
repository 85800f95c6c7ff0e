package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserLogFileTest {
  private static final Path DIR = Path.of("/var/log/sessionlog");

  @ParameterizedTest
  @CsvSource({
    "alice, alice.log",
    "first.last@example.org, first.last@example.org.log",
    "svc-db_1+x, svc-db_1+x.log",
    "CORP\\alice, CORP%5Calice.log",
    "host$, host%24.log",
    "a/b, a%2Fb.log",
    "100%, 100%25.log",
    "jörg, j%C3%B6rg.log",
    "-rf, %2Drf.log",
    "., %2E.log",
    ".., %2E..log",
    "../etc, %2E.%2Fetc.log",
    "bob.2026-11-22.0, bob%2E2026-11-22%2E0.log"
  })
  void userNamesBecomeFileNames(String user, String name) {
    UserLogFile file = UserLogFile.current(DIR, user);
    assertEquals(DIR.resolve(name), file.path());
    assertEquals(Optional.of(file), UserLogFile.parse(file.path()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice",
        "alice.txt",
        ".log",
        "..log",
        "-x.log",
        "a b.log",
        "a%2fb.log",
        "a%zz.log",
        "a%2.log",
        "%61.log",
        "alice.log.gz",
        "alice.2026-11-22.0.log.gz.tmp",
        "alice.2026-11-22.0.log.xz",
        "alice.2026-13-22.0.log",
        "alice.2026-11-22.00.log.gz",
        "alice.2026-11-22.12345678901.log.gz"
      })
  void nameThatWeWouldNotGiveIsForeign(String name) {
    assertEquals(Optional.empty(), UserLogFile.parse(DIR.resolve(name)), name);
  }

  @Test
  void rolledNamesAreParsed() {
    UserLogFile file =
        UserLogFile.parse(DIR.resolve("first.last.2026-11-22.3.log.gz")).orElseThrow();
    assertEquals("first.last", file.user());
    assertEquals(Optional.of(LocalDate.of(2026, 11, 22)), file.date());
    assertEquals(3, file.index());
    assertTrue(file.gzip());
  }

  @Test
  void filesSortFromTheOldestToTheCurrentOne() {
    List<String> names =
        List.of(
            "a.2026-11-21.9.log.gz",
            "a.2026-11-21.10.log.gz",
            "a.2026-11-22.0.log",
            "a.2026-11-22.0.log.gz",
            "a.log");
    List<UserLogFile> files =
        new java.util.ArrayList<>(
            names.stream()
                .map(name -> UserLogFile.parse(DIR.resolve(name)).orElseThrow())
                .toList());
    Collections.reverse(files);
    Collections.sort(files);
    assertEquals(names, files.stream().map(file -> file.path().getFileName().toString()).toList());
  }

  @Test
  void usersAreThoseWithALog(@TempDir Path dir) throws IOException {
    for (String name : List.of("b.log", "a.2026-11-21.9.log.gz", "x.txt", "CORP%5Cc.log")) {
      Files.createFile(dir.resolve(name));
    }
    assertEquals(Set.of("a", "b", "CORP\\c"), UserLogFile.users(dir));
    assertEquals(Set.of(), UserLogFile.users(dir.resolve("nowhere")));
  }

  @Property
  void everyUserHasFilesOfTheirOwn(@ForAll("users") String one, @ForAll("users") String two) {
    Path path = UserLogFile.current(DIR, one).path();
    assertEquals(DIR, path.getParent());
    assertFalse(path.getFileName().toString().startsWith("."));
    assertEquals(one, UserLogFile.parse(path).orElseThrow().user());
    UserLogFile rolled = UserLogFile.rolled(DIR, one, LocalDate.of(2026, 11, 22), 7);
    assertEquals(Optional.of(rolled), UserLogFile.parse(rolled.path()));
    assertEquals(rolled, rolled.compressed().plain());
    if (!one.equals(two)) {
      assertNotEquals(path, UserLogFile.current(DIR, two).path());
      assertNotEquals(rolled.path(), UserLogFile.current(DIR, two).path());
      assertNotEquals(UserLog.loggerName(one), UserLog.loggerName(two));
    }
    assertEquals("sessionlog.transcript".length(), UserLog.loggerName(one).lastIndexOf('.'));
  }

  @Provide
  Arbitrary<String> users() {
    Arbitrary<String> odd =
        Arbitraries.strings().withChars("ab.-%/\\@$ 0126é\u202e\n").ofMinLength(1).ofMaxLength(12);
    Arbitrary<String> likeRolled = odd.map(user -> user + ".2026-11-22.7");
    return Arbitraries.oneOf(odd, likeRolled, likeRolled.map(user -> user + ".log"));
  }

  @Test
  void emptyAndEndlessNamesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> UserLogFile.current(DIR, ""));
    String endless = "x".repeat(300);
    assertThrows(IllegalArgumentException.class, () -> UserLogFile.current(DIR, endless));
  }
}
