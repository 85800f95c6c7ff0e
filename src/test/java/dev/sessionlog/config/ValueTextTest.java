package dev.sessionlog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ' ',
      value = {
        "0620 0620",
        "620 0620",
        "00777 0777",
        "a=rwx 0777",
        "u=rw,g=w 0620",
        "u=rw,g+w 0620",
        "u+rw 0600",
        "=rw 0666",
        "+rw 0666",
        "ug=rw,o-r 0660",
        "a=rw,go-w 0644",
        "u=rw,g=u 0660",
        "u=rw,go=u,o-w 0664",
        "u=rw,a+X 0600",
        "u=rwx,a+X 0711",
        "u+r+w 0600",
        "u=rwx,u-x 0600",
        "a=rwx,o= 0770",
      })
  void modesAreAsForChmod(String text, String octal) {
    assertEquals(octal, PipeMode.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0420",
        "0",
        "888",
        "4620",
        "1777",
        "u=rw,",
        ",u=rw",
        "u",
        "a",
        "u=rw;g=w",
        "rw",
        "u=s",
        "+t",
        "u=rw g=w",
        "u==rw!",
        "0x1ff",
        "-0620",
        "u=r",
        "u=uw",
        "12345620"
      })
  void whatIsNoModeForAPipeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> PipeMode.parse(text));
  }

  @Test
  void theMessageSaysWhyAModeIsRefused() {
    assertEquals(
        "\"u=r\" keeps the collector, the pipe's owner, from reading and writing", refusal("u=r"));
    assertEquals("\"4620\" has set-id or sticky bits, which a pipe cannot have", refusal("4620"));
    assertEquals("\"rw-rw----\" is not a permission mode", refusal("rw-rw----"));
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "2s,2000", "10m,600000", "8h,28800000", "90d,7776000000", "0,0", "0s,0"})
  void durationsAreANumberAndAUnit(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "2 s", "s", "-2s", "1.5s", "2S", "2y", "9999999999s", "２s"})
  void whatIsNoDurationIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "4096,4096",
    "5B,5",
    "64KiB,65536",
    "10MiB,10485760",
    "1GiB,1073741824",
    "1 GB,1000000000",
    "2tib,2199023255552",
    "10mb,10000000"
  })
  void sizesAreANumberAndAUnit(String text, long bytes) {
    assertEquals(bytes, SizeText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "K", "10K", "10 k", "-1", "1.5MiB", "1PiB", "999999999TiB", "KiB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> SizeText.parse(text));
  }

  @Test
  void theNearestNameIsTheOneWithFewestChangedLetters() {
    List<String> known = List.of("login", "log", "list", "status");
    assertEquals(Optional.of("status"), NearestName.of("sttaus", known));
    assertEquals(Optional.of("login"), NearestName.of("Logn", known));
    assertEquals(Optional.of("list"), NearestName.of("lst", known));
    assertEquals(Optional.empty(), NearestName.of("completely-else", known));
    assertEquals(Optional.empty(), NearestName.of("", known));
  }

  private static String refusal(String mode) {
    return assertThrows(IllegalArgumentException.class, () -> PipeMode.parse(mode)).getMessage();
  }
}
