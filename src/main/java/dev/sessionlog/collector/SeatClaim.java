package dev.sessionlog.collector;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.store.RecordingStore;
import java.io.Closeable;
import java.io.IOException;

/** A collector's claim on its part of the log dir: the lock, and heartbeats for other machines. */
final class SeatClaim implements Closeable {
  private final Essentials essentials;
  private final RunDir runDir;
  private final RecordingStore store;
  private final CollectorEnd end;
  private volatile CollectorLock lock;

  SeatClaim(
      Essentials essentials,
      RunDir runDir,
      RecordingStore store,
      CollectorLock lock,
      CollectorEnd end) {
    this.essentials = essentials;
    this.runDir = runDir;
    this.store = store;
    this.lock = lock;
    this.end = end;
  }

  /** The log dir was replaced by another folder, which needs the same permissions and lock. */
  void takeAnew() throws IOException {
    LogAccess.prepare(essentials.configuration(), essentials.unix(), essentials.status()::warn);
    lock = lock.takeAnew(essentials.configuration().logDir(), runDir.path());
  }

  /** After a long sleep, another machine may have taken the seat. */
  void giveSign() {
    CollectorStatus status = essentials.status();
    try {
      if (!lock.sign()) {
        status.warn("the collector of another machine took over the log dir; this one exits");
        end.force();
      }
    } catch (IOException e) {
      status.warn("cannot write the heartbeat for other machines: " + e.getMessage());
    }
  }

  /** A collector without remaining sessions releases its seat for anybody. */
  void leave() throws IOException {
    if (store.activeNames().isEmpty()) {
      lock.resign();
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
