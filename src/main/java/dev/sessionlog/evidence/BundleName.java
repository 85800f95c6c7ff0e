package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of the files in a bundle, below its folder. */
final class BundleName {
  static final String PAGE = "README.txt";
  static final String CHECKPOINT = "checkpoint";
  static final String FIRST = "ledger/first";
  static final String KEY = "ledger/key";
  static final String ENTRY = "ledger/entry-";
  static final String CHAIN = "chain/";
  static final String LATER = "later/";
  static final String SESSION = "session/";
  static final String TYPESCRIPT = SESSION + "typescript";
  static final String TIMING = SESSION + "timing";
  static final String SESSION_FILE = SESSION + "session.json";
  static final String LINE = ".json";
  static final String PROOF = ".path";
  static final String NOTE = ".checkpoint";

  private static final String TOP = "evidence-";

  private static final Pattern ANY =
      Pattern.compile(
          "README\\.txt|checkpoint|ledger/(first|key|entry-\\d{12})\\.(json|path)"
              + "|chain/\\d{12}\\.(json|path|checkpoint)|later/\\d{12}\\.(path|checkpoint)"
              + "|session/(typescript|timing|session\\.json)");

  private BundleName() {}

  /** Returns the name of a numbered file. */
  static String of(String kind, long number, String end) {
    return kind + String.format("%012d", number) + end;
  }

  /** Returns the folder of a session's bundle. */
  static String folder(SessionId session) {
    return TOP + session + "/";
  }

  /** Returns the session whose folder a name begins with. */
  static Optional<SessionId> sessionOf(String name) {
    int end = name.indexOf('/');
    String folder = name.substring(0, Math.max(end, 0));
    return folder.startsWith(TOP)
        ? SessionId.parse(folder.substring(TOP.length()))
        : Optional.empty();
  }

  static boolean isOne(String name) {
    return ANY.matcher(name).matches();
  }
}
