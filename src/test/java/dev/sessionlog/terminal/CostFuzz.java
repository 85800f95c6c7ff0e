package dev.sessionlog.terminal;

import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;

/**
 * What output costs on the largest and oddest terminals: no 4 KiB keep a processor busy for two
 * seconds. An input is a byte for the size, then output; {@code FE} and a byte change the size.
 */
public final class CostFuzz {
  private static final TerminalListener DEAF = new TerminalListener() {};

  private static final int[][] SIZES = {
    {80, 24}, {1000, 262}, {26, 10_000}, {10_000, 26}, {1, 10_000}, {10_000, 1}, {512, 512}, {3, 3}
  };

  private CostFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(
        () -> {
          FuzzInput input = new FuzzInput(bytes);
          int[] size = SIZES[input.next() % SIZES.length];
          Terminal terminal = new Terminal(size[0], size[1], DEAF);
          while (input.hasMore()) {
            byte[] output = input.part();
            terminal.feed(output, 0, output.length);
            if (input.hasMore()) {
              int[] other = SIZES[input.next() % SIZES.length];
              terminal.resize(other[0], other[1]);
            }
          }
        });
  }
}
