package dev.sessionlog.terminal;

import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;

/**
 * The screen that play and export show: a terminal that skims, and a copy made on the way, show
 * what one shows that is fed everything byte by byte. An input is two bytes for the size, then
 * output; {@code FE} and two bytes change the size.
 */
public final class SkimFuzz {
  private static final TerminalListener DEAF = new TerminalListener() {};

  private SkimFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(() -> compare(new FuzzInput(bytes)));
  }

  private static void compare(FuzzInput input) {
    int columns = columns(input);
    int rows = rows(input);
    Terminal fed = new Terminal(columns, rows, DEAF);
    Terminal skims = new Terminal(columns, rows, DEAF);
    boolean copied = false;
    while (input.hasMore()) {
      byte[] output = input.part();
      for (int i = 0; i < output.length; i++) {
        fed.feed(output, i, 1);
      }
      skims.skim(output, 0, output.length);
      same(fed.snapshot(), skims.snapshot(), "skimmed");
      if (!copied) {
        skims = skims.copy(DEAF);
        copied = true;
      }
      if (input.hasMore()) {
        int newColumns = columns(input);
        int newRows = rows(input);
        fed.resize(newColumns, newRows);
        skims.resize(newColumns, newRows);
      }
    }
    same(fed.snapshot(), skims.snapshot(), "at the end");
  }

  private static int columns(FuzzInput input) {
    return 1 + input.next() % 120;
  }

  private static int rows(FuzzInput input) {
    return 1 + input.next() % 40;
  }

  /** Cell by cell: pictures, which cost ten times as much, are for a failure. */
  private static void same(Snapshot fed, Snapshot skimmed, String what) {
    boolean same =
        fed.columns() == skimmed.columns()
            && fed.rows() == skimmed.rows()
            && fed.cursorRow() == skimmed.cursorRow()
            && fed.cursorColumn() == skimmed.cursorColumn()
            && fed.title().equals(skimmed.title());
    for (int row = 0; same && row < fed.rows(); row++) {
      same = fed.isContinuation(row) == skimmed.isContinuation(row);
      for (int column = 0; same && column < fed.columns(); column++) {
        same =
            fed.text(row, column).equals(skimmed.text(row, column))
                && fed.style(row, column).equals(skimmed.style(row, column));
      }
    }
    if (!same) {
      Oracle.same(picture(fed), picture(skimmed), what);
      throw new AssertionError(what + ": differ, and look the same");
    }
  }

  private static String picture(Snapshot snapshot) {
    StringBuilder picture = new StringBuilder();
    for (int row = 0; row < snapshot.rows(); row++) {
      picture.append(snapshot.isContinuation(row) ? '+' : ' ');
      for (int column = 0; column < snapshot.columns(); column++) {
        picture.append(snapshot.text(row, column)).append(snapshot.style(row, column).bits());
      }
      picture.append('\n');
    }
    return picture + "@" + snapshot.cursorRow() + "," + snapshot.cursorColumn() + snapshot.title();
  }
}
