package dev.sessionlog.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The help of the program and of each command, as the launcher prints it without a JVM: with the
 * width that is taken where nothing says another, plain and with colours.
 */
final class HelpPages {
  private HelpPages() {}

  /** Returns them by the names of their files. */
  static Map<String, String> of(CommandLine model) {
    Map<String, String> pages = new TreeMap<>();
    add(pages, "sessionlog", model);
    model.getSubcommands().forEach((name, command) -> add(pages, "sessionlog-" + name, command));
    return pages;
  }

  private static void add(Map<String, String> pages, String name, CommandLine command) {
    pages.put(name + ".txt", command.getUsageMessage(Ansi.OFF));
    pages.put(name + ".ansi", command.getUsageMessage(Ansi.ON));
  }
}
