package dev.sessionlog.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterWidthTest {
  @ParameterizedTest
  @CsvSource({
    "0020, 1", "007E, 1", "00AD, 1", "00E9, 1", "0301, 0", "0600, 1", "05D0, 1", "1100, 2",
    "1160, 0", "11FF, 0", "200B, 0", "200D, 0", "202E, 0", "2028, 1", "20AC, 1", "231A, 2",
    "2764, 1", "3000, 2", "3042, 2", "4E00, 2", "9FFF, 2", "AC00, 2", "D7A3, 2", "E000, 1",
    "FE0F, 0", "FEFF, 0", "FF21, 2", "FF61, 1", "FFFD, 1", "1F1E6, 1", "1F600, 2", "20000, 2",
    "3FFFD, 2", "E0100, 0", "10FFFF, 1",
  })
  void widthIsThatOfTheCLibrary(String codePoint, int width) {
    assertEquals(width, CharacterWidth.of(Integer.parseInt(codePoint, 16)));
  }
}
