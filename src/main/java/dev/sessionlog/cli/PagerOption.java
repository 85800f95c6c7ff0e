package dev.sessionlog.cli;

import java.io.IOException;
import picocli.CommandLine.Option;

/** The option of commands whose output may be long. */
final class PagerOption {
  @Option(names = "--no-pager", description = "Do not use $PAGER or less.")
  private boolean none;

  /** The code that prints. */
  interface Printing {
    void print() throws IOException;
  }

  /** Runs {@code printing}, with a pager if that suits the output. */
  void show(CommandContext context, boolean forPeople, Printing printing) throws IOException {
    Pager pager = none || !forPeople ? Pager.NONE : Pager.open(context);
    try {
      printing.print();
    } finally {
      pager.close();
    }
  }
}
