package dev.sessionlog.cli;

import java.io.IOException;
import picocli.CommandLine.Option;

/** The option of commands whose output may be long. */
final class PagerOption {
  @Option(names = "--no-pager", description = "Do not use $PAGER or less.")
  private boolean none;

  /** What prints. */
  interface Printing {
    void print() throws IOException;
  }

  /** Lets {@code printing} print, through a pager when that suits the output. */
  void show(CommandContext context, boolean forPeople, Printing printing) throws IOException {
    Pager pager = none || !forPeople ? Pager.NONE : Pager.open(context);
    try {
      printing.print();
    } finally {
      pager.close();
    }
  }
}
