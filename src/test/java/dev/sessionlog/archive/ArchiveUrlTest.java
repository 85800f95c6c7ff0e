package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveUrlTest {
  @Test
  void aFolderIsAbsolute() {
    assertEquals(
        new ArchiveUrl.Folder(Path.of("/srv/archive")), ArchiveUrl.parse("file:///srv/archive/"));
    assertEquals("file:///srv/archive", ArchiveUrl.parse("file:/srv/./archive").toString());
  }

  @Test
  void aBucketMayHaveAPrefix() {
    assertEquals(new ArchiveUrl.S3("logs", ""), ArchiveUrl.parse("s3://logs"));
    assertEquals(new ArchiveUrl.S3("logs", "a/b/"), ArchiveUrl.parse("s3://logs/a/b/"));
    assertEquals("s3://logs/a/b", ArchiveUrl.parse("s3://logs/a/b").toString());
    assertEquals("s3://logs", ArchiveUrl.parse("s3://logs/").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gs://bucket | unknown scheme",
        "/srv/archive | no scheme",
        "file://srv/archive | three slashes",
        "file:/// | root of all files",
        "file:archive | three slashes",
        "s3:// | is no URL",
        "s3:///x | names no bucket",
        "s3://B/x | names no bucket",
        "s3://key:secret@bucket/x | more in it",
        "s3://bucket/../x | other characters",
        "s3://bucket/a%20b | other characters",
        "s3://bucket/a?b=c | more in it",
      })
  void whatIsNoneIsSaidInOneLine(String text, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ArchiveUrl.parse(text)).getMessage();
    assertTrue(message.contains(why), message);
    assertTrue(message.contains(ArchiveUrl.EXPECTED), message);
    assertEquals(1, message.lines().count());
  }
}
