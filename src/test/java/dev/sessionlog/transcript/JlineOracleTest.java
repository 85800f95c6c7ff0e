package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The same bytes leave the same screen in {@link Terminal} and in JLine's ScreenTerminal, which
 * needs no program installed. It knows less than tmux does: see {@link Jline#obeys}.
 */
class JlineOracleTest {
  private static final int COLUMNS = 20;
  private static final int ROWS = 8;
  private static final int STREAMS = 1000;

  /**
   * Not compared are the saved cursor and character sets, which it keeps otherwise than xterm, the
   * alternate screen, which it enters at home, and wide characters, of which it puts half behind
   * the last column.
   */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"MODES", "ALTERNATE", "WIDE"})
  void streamsAtRandomEndInTheSameScreen(ControlStream.Family family) throws Exception {
    List<String> differences =
        new StreamComparison(new Jline(), COLUMNS, ROWS).differences(family, STREAMS);
    assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
  }

  private static final class Jline implements StreamComparison.Other {
    private static final Pattern OTHERWISE =
        Pattern.compile("\t|\033#8|\033\\[(?:\\?6h|\\d*[CE]|0@)|[\u0300-\u036F]");

    /**
     * It stops a tab one column early, goes behind the last column with CUF and over the bottom
     * margin with CNL, takes 0 for no character in ICH, leaves the cursor where it is at DECALN,
     * bounds no row in origin mode, and drops combining characters.
     */
    @Override
    public boolean obeys(String piece) {
      return !OTHERWISE.matcher(piece).find();
    }

    @Override
    public ShownScreen show(byte[] bytes) {
      ScreenTerminal terminal = new ScreenTerminal(COLUMNS, ROWS);
      terminal.write(new String(bytes, StandardCharsets.UTF_8));
      long[] cells = new long[COLUMNS * ROWS];
      int[] cursor = new int[2];
      terminal.dump(cells, cursor);
      List<String> rows = new ArrayList<>();
      for (int row = 0; row < ROWS; row++) {
        rows.add(text(cells, row * COLUMNS));
      }
      return ShownScreen.of(rows, cursor[1], Math.min(cursor[0], COLUMNS - 1));
    }

    private static String text(long[] cells, int start) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        int c = ScreenTerminal.cellCodePoint(cells[start + column]);
        text.appendCodePoint(c == 0 ? ' ' : c);
      }
      return text.toString();
    }
  }
}
