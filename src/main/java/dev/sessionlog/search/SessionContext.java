package dev.sessionlog.search;

import dev.sessionlog.session.SessionId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The context lines of the same session around each match, because lines of several sessions
 * alternate in a log. It remembers the most recent sessions. For one thread.
 */
final class SessionContext {
  private static final int MOST_SESSIONS = 256;

  private final int before;
  private final int after;
  private final Finds finds;
  private final Map<SessionId, Around> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Around> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  /** The lines before the next one, and the number still wanted after the last match. */
  private static final class Around {
    private final ArrayDeque<Hit> before = new ArrayDeque<>();
    private int after;
  }

  SessionContext(SearchScope scope, Finds finds) {
    this.before = scope.before();
    this.after = scope.after();
    this.finds = finds;
  }

  /** Receives a matching line, or a possible context line. */
  void line(Hit line) {
    if (before == 0 && after == 0) {
      finds.add(line);
      return;
    }
    Around around = sessions.computeIfAbsent(line.session(), session -> new Around());
    if (!line.isContext()) {
      around.before.forEach(finds::add);
      around.before.clear();
      finds.add(line);
      around.after = after;
    } else if (around.after > 0) {
      finds.add(line);
      around.after--;
    } else {
      around.before.add(line);
      if (around.before.size() > before) {
        around.before.remove();
      }
    }
  }
}
