package dev.sessionlog.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.techsenger.jeditermfx.core.ArrayTerminalDataStream;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import com.techsenger.jeditermfx.core.model.JediTerminal;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import dev.sessionlog.terminal.Terminal;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The same bytes leave the same screen in {@link Terminal} and in JediTerm's core. */
class JeditermOracleTest {
  private static final int COLUMNS = 20;
  private static final int ROWS = 8;
  private static final int STREAMS = 300;

  /**
   * Captures that it shows otherwise: it takes the cursor elsewhere when margins are set between
   * saving and restoring it (apt), draws letters for lines that G1 holds (dialog as vt100), does
   * not know REP (worm), prints the end of a DCS string (vim), keeps controls of direction, gives
   * joined emoji other widths, and goes on otherwise after noise. It obeys C1 controls in UTF-8,
   * and knows neither the Linux console's palette nor titles by ESC k.
   */
  private static final Set<String> OTHERWISE =
      Set.of(
          "apt",
          "dialog",
          "tput-game",
          "vim",
          "rtl",
          "wide",
          "urandom",
          "case-c1-in-utf8",
          "case-linux-palette",
          "case-title-by-esc-k");

  /** What vttest asks for beyond xterm's common part is compared with tmux alone. */
  static List<Path> cases() throws IOException {
    return CorpusTest.cases().stream()
        .filter(directory -> !OTHERWISE.contains(directory.getFileName().toString()))
        .filter(directory -> !directory.getFileName().toString().startsWith("vttest-"))
        .toList();
  }

  @BeforeAll
  static void silence() {
    ((Logger) LoggerFactory.getLogger("com.techsenger")).setLevel(Level.OFF);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void realCapturesShowTheSameScreen(Path directory) throws IOException {
    CapturedSession session = CapturedSession.read(directory);
    for (byte[] bytes : session.pauses()) {
      assertEquals(
          Jediterm.show(bytes, session.columns(), session.rows()).toString(),
          ShownScreen.ours(bytes, session.columns(), session.rows()).toString());
    }
  }

  /** Its modes, IL, DL and ICH, and combining characters differ too much from xterm's. */
  @ParameterizedTest
  @EnumSource(names = {"EDITING", "MARGINS", "ALTERNATE"})
  void streamsAtRandomEndInTheSameScreen(ControlStream.Family family) throws Exception {
    List<String> differences =
        new StreamComparison(new Jediterm(), COLUMNS, ROWS).differences(family, STREAMS);
    assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
  }

  private static final class Jediterm implements StreamComparison.Other {
    /**
     * It keeps a tab as a character, prints the strings of DCS, APC and PM and the subparameters of
     * SGR, goes home neither after DECALN nor when margins are set, loses text after ECH, erases
     * above only up to the text's end and below not the last row, takes 0 for none in DCH, SU and
     * SD, scrolls down otherwise, and leaves an alternate screen that it is not in.
     */
    private static final Pattern UNLIKE =
        Pattern.compile(
            "\t|\033[\\^P_M]|4:3m|#8|\033\\[\\d*[XT]|\033\\[0?[PS]|\033\\[[01]?J|\033\\[\\d*;?\\d*r|1049|\033\\[\\?6");

    @Override
    public boolean obeys(String piece) {
      return !UNLIKE.matcher(piece).find();
    }

    @Override
    public ShownScreen show(byte[] bytes) throws IOException {
      return show(bytes, COLUMNS, ROWS);
    }

    static ShownScreen show(byte[] bytes, int columns, int rows) throws IOException {
      StyleState style = new StyleState();
      TerminalTextBuffer buffer = new TerminalTextBuffer(columns, rows, style);
      JediTerminal terminal = new JediTerminal(noDisplay(), buffer, style);
      char[] characters = new String(bytes, UTF_8).toCharArray();
      JediEmulator emulator = new JediEmulator(new ArrayTerminalDataStream(characters), terminal);
      while (emulator.hasNext()) {
        emulator.next();
      }
      List<String> text = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        // U+E000 stands for the right half of a wide character, NUL for a cell never written.
        text.add(buffer.getLine(row).getText().replace("\uE000", "").replace('\0', ' '));
      }
      return ShownScreen.of(
          text, terminal.getCursorY() - 1, Math.min(terminal.getCursorX(), columns) - 1);
    }

    private static TerminalDisplay noDisplay() {
      return (TerminalDisplay)
          Proxy.newProxyInstance(
              TerminalDisplay.class.getClassLoader(),
              new Class<?>[] {TerminalDisplay.class},
              (proxy, method, arguments) -> method.getReturnType() == boolean.class ? false : null);
    }
  }
}
