package dev.sessionlog.transcriber;

import dev.sessionlog.session.SessionId;

/** Watches no turn. */
final class NoWatcher implements Turns.Watcher {
  @Override
  public void begins(int thread, SessionId id) {}

  @Override
  public void ends(int thread) {}
}
