package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;

/** A process that records and seals without end, to be killed at any instant. */
public final class SealLoop {
  private SealLoop() {}

  /** Called with a log dir and how many seconds after the first one it begins. */
  public static void main(String[] arguments) throws IOException {
    SealedStore store = new SealedStore(Path.of(arguments[0]), "web1");
    store.wait(Integer.parseInt(arguments[1]));
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      System.out.println("sealing");
      SessionId removed = null;
      for (int i = 0; ; i++) {
        String user = "user" + i % 3;
        SessionId id = store.begin(user, "2222");
        store.output(user, id, "first " + i);
        run.seal();
        store.output(user, id, "second " + "x".repeat(i % 5 * 1000));
        run.seal();
        store.end(user, id);
        if (removed != null) {
          store.cleanup("user" + (i - 1) % 3, removed);
        }
        removed = i % 4 == 0 ? id : null;
        run.seal();
      }
    }
  }
}
