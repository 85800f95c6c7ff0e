package dev.sessionlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tools are named by absolute paths. Where {@code /bin} and {@code /usr/bin} are still two folders,
 * as on machines that were upgraded to Debian 11, these are in the first alone; elsewhere both
 * names do.
 */
final class ToolPathsTest {
  private static final Pattern WRONG =
      Pattern.compile(
          "/usr/bin/(?:bash|bzip2|cat|chgrp|chmod|chown|cp|date|dd|grep|gzip|kill|ln|ls|mkdir|mktemp"
              + "|mv|ps|readlink|rm|rmdir|sed|sh|sleep|stty|su|sync|systemctl|touch|true|uname)\\b");

  @Test
  void eachIsWhereMachinesWithTwoFoldersHaveIt() throws IOException {
    try (Stream<Path> program =
            Stream.of(Path.of("scripts/sessionlog"), Path.of("scripts/ssh-session"));
        Stream<Path> install = Files.walk(Path.of("src/install"));
        Stream<Path> classes = Files.walk(Path.of("src/main/java"))) {
      List<String> wrong =
          Stream.of(program, install, classes)
              .flatMap(files -> files)
              .filter(Files::isRegularFile)
              .flatMap(ToolPathsTest::wrongIn)
              .toList();
      assertEquals(List.of(), wrong);
    }
  }

  private static Stream<String> wrongIn(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return WRONG
          .matcher(text)
          .results()
          .map(MatchResult::group)
          .map(found -> file + ": " + found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
