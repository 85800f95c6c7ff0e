package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same bytes leave the same screen in {@link Terminal} and in JLine's ScreenTerminal. */
class JlineOracleTest {
  private static final int COLUMNS = 20;
  private static final int ROWS = 8;
  private static final int STREAMS = 1000;

  private static ShownScreen show(byte[] bytes) {
    ScreenTerminal terminal = new ScreenTerminal(COLUMNS, ROWS);
    terminal.write(new String(bytes, StandardCharsets.UTF_8));
    long[] cells = new long[COLUMNS * ROWS];
    int[] cursor = new int[2];
    terminal.dump(cells, cursor);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        int c = ScreenTerminal.cellCodePoint(cells[row * COLUMNS + column]);
        text.appendCodePoint(c == 0 ? ' ' : c);
      }
      rows.add(text.toString());
    }
    return ShownScreen.of(rows, cursor[1], Math.min(cursor[0], COLUMNS - 1));
  }

  @ParameterizedTest
  @EnumSource
  void streamsAtRandomEndInTheSameScreen(ControlStream.Family family) throws Exception {
    List<String> differences =
        new StreamComparison(JlineOracleTest::show, COLUMNS, ROWS).differences(family, STREAMS);
    assertTrue(
        differences.isEmpty(),
        () ->
            differences.size()
                + "\n"
                + String.join("\n", differences.subList(0, Math.min(8, differences.size()))));
  }
}
