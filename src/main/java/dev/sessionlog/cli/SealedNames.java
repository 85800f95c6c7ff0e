package dev.sessionlog.cli;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sessions named for {@code verify} and {@code ledger --adopt}: by an id or its beginning,
 * {@code alice} for all her sessions, or {@code alice~1} for the one before her latest. Ids of
 * missing recordings count, too, because the ledger still has them.
 */
final class SealedNames {
  /** The description for the help of commands. */
  static final String DESCRIPTION =
      "Check only these: a session's id or its beginning, or a user for all of that user's sessions."
          + " alice~1 is the session before alice's latest.";

  private static final Pattern COUNTED_BACK = Pattern.compile(".+~\\d+");

  private final List<Name> names = new ArrayList<>();
  private final Set<Name> met = new HashSet<>();

  private SealedNames() {}

  /**
   * Resolves the names that count back from a user's latest session.
   *
   * @throws CommandFailure if there is no such session
   */
  static SealedNames of(Path logDir, List<String> given) throws IOException {
    SealedNames result = new SealedNames();
    for (String text : given) {
      result.names.add(
          new Name(
              text,
              COUNTED_BACK.matcher(text).matches()
                  ? SessionArgument.resolve(logDir, text).id().toString()
                  : text));
    }
    return result;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Returns true if a session is named; without names all are. */
  boolean wanted(SessionId id, String user) {
    boolean wanted = names.isEmpty();
    for (Name name : names) {
      if (name.meant.equals(user) || id.toString().startsWith(name.meant)) {
        met.add(name);
        wanted = true;
      }
    }
    return wanted;
  }

  /** Returns the names that matched no session. */
  List<String> unmet() {
    return names.stream().filter(name -> !met.contains(name)).map(Name::text).toList();
  }

  private record Name(String text, String meant) {}
}
