package dev.sessionlog.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the value of an option or a parameter can be, for completion.
 *
 * @param kind where the choices come from
 * @param words the choices, if {@code kind} is {@link Kind#WORDS}
 * @param isList whether the value is a list, separated by commas
 */
record CompletedValue(Kind kind, List<String> words, boolean isList) {
  /** The origin of choices. */
  enum Kind {
    NONE,
    /** Words that are known beforehand. */
    WORDS,
    FILES,
    FOLDERS,
    USERS,
    SESSIONS,
    /** Sessions, users, and files of evidence. */
    SESSIONS_OR_FILES,
    PLACES,
    /** Hosts of an archive. */
    HOSTS;

    /** Returns the word by which {@code completion.sh} knows what it finds. */
    String word() {
      return this == SESSIONS_OR_FILES
          ? SESSIONS.word()
          : name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns true if {@code completion.sh} finds the choices. */
    boolean isFound() {
      return compareTo(USERS) >= 0;
    }
  }

  private static final List<String> TIMES =
      List.of("today", "yesterday", "1h", "8h", "1d", "1week", "monday");

  private static final Map<String, Kind> KINDS =
      Map.of(
          "FILE", Kind.FILES,
          "KEY", Kind.FILES,
          "TIMING", Kind.FILES,
          "DIR", Kind.FOLDERS,
          "USER", Kind.USERS,
          "SESSION", Kind.SESSIONS,
          "SESSION|USER|FILE", Kind.SESSIONS_OR_FILES,
          "PLACE", Kind.PLACES);

  /** Returns what the value of that option or parameter of a command can be. */
  static CompletedValue of(CommandSpec command, ArgSpec argument) {
    boolean list = argument.splitRegex().equals(",");
    if (argument.completionCandidates() != null) {
      List<String> words =
          StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList();
      return new CompletedValue(Kind.WORDS, words, list);
    }
    String label = argument.paramLabel();
    if (label.equals("TIME")) {
      return new CompletedValue(Kind.WORDS, TIMES, false);
    }
    boolean host = label.equals("HOST") && command.findOption("--archive") != null;
    Kind kind = host ? Kind.HOSTS : KINDS.getOrDefault(label, Kind.NONE);
    return new CompletedValue(kind, List.of(), list);
  }
}
