package dev.sessionlog.login;

import dev.sessionlog.session.RepeatedLines;
import dev.sessionlog.unix.FolderEntries;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects new knocks immediately, by inotify(7), and also lists the folder every second, because
 * the JDK's inotify thread can die silently, for example from an ENOMEM in poll(2). If the list has
 * a knock without an event, the watch is created again. Owns one thread, {@code knock}.
 */
public final class KnockWatch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(KnockWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The time within which the event of a new knock arrives. */
  private static final Duration HEARD = Duration.ofMillis(100);

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Path folder;
  private final Ear ear;
  private final Consumer<Path> onKnock;
  private final Runnable onGone;
  private final Thread thread;
  private final RepeatedLines repeated = new RepeatedLines(System::nanoTime);
  private volatile WatchService watch;

  /** The watched folder; for the thread. */
  private Object key;

  /** The existing knocks that were seen. */
  private final Set<Path> seen = new HashSet<>();

  /** Starts receiving events of a folder. */
  interface Ear {
    WatchService listen(Path folder) throws IOException;
  }

  private KnockWatch(
      Path folder, Ear ear, WatchService watch, Consumer<Path> onKnock, Runnable onGone) {
    this.folder = folder;
    this.ear = ear;
    this.watch = watch;
    this.key = keyOf(folder);
    this.onKnock = onKnock;
    this.onGone = onGone;
    this.thread = new Thread(this::run, "knock");
  }

  /**
   * Starts watching; existing knocks come first.
   *
   * @param onKnock receives each knock on the watch's thread, and again as long as it exists; must
   *     not throw or block
   * @param onGone is called when the folder disappears or is replaced, and every second until it is
   *     back; may create it again
   */
  public static KnockWatch start(Path folder, Consumer<Path> onKnock, Runnable onGone)
      throws IOException {
    return start(folder, KnockWatch::listen, onKnock, onGone);
  }

  static KnockWatch start(Path folder, Ear ear, Consumer<Path> onKnock, Runnable onGone)
      throws IOException {
    KnockWatch knocks = new KnockWatch(folder, ear, ear.listen(folder), onKnock, onGone);
    knocks.thread.start();
    return knocks;
  }

  private static WatchService listen(Path folder) throws IOException {
    WatchService watch = folder.getFileSystem().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    return watch;
  }

  private void run() {
    try {
      while (true) {
        if (!attend()) {
          awaitFolder();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException end) {
      return;
    }
  }

  /** Watches until the folder is no longer the watched one. */
  private boolean attend() throws InterruptedException {
    try {
      look();
      while (true) {
        WatchKey heard = watch.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (heard == null ? !isSame() : !hear(heard)) {
          return false;
        }
        if (heard == null && look() && isDeaf()) {
          LOG.warn("{}: a knock was missed; watching the folder anew", folder);
          listenAnew();
        }
      }
    } catch (IOException e) {
      if (isSame()) {
        repeated
            .admit("cannot list the knocks in " + folder + ": " + e.getMessage())
            .ifPresent(line -> LOG.error("{}", line));
        Thread.sleep(LOOK.toMillis());
        return true;
      }
      return false;
    }
  }

  /** A removed or moved folder may have been created again before it is checked. */
  private boolean isSame() {
    return key.equals(keyOf(folder));
  }

  private static Object keyOf(Path folder) {
    try {
      return String.valueOf(Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
    } catch (IOException gone) {
      return "";
    }
  }

  /** Requests that it is created again, until this is closed. */
  private void awaitFolder() throws InterruptedException {
    while (true) {
      onGone.run();
      try {
        listenAnew();
        return;
      } catch (IOException notYet) {
        LOG.debug("{}: {}", folder, notYet.getMessage());
        Thread.sleep(LOOK.toMillis());
      }
    }
  }

  /** Returns false if the folder is gone. */
  private boolean hear(WatchKey key) throws IOException {
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        look();
      } else if (event.context() instanceof Path name && !isOurs(name)) {
        seen.add(folder.resolve(name));
        onKnock.accept(folder.resolve(name));
      }
    }
    return key.reset();
  }

  /** Lists all knocks; returns true if there was a new one. */
  private boolean look() throws IOException {
    Set<Path> there = new HashSet<>();
    FolderEntries.of(folder).forEach(there::add);
    there.removeIf(path -> isOurs(path.getFileName()));
    seen.retainAll(there);
    there.forEach(onKnock);
    return seen.addAll(there);
  }

  /** The folder of refused files is among the knocks. */
  private static boolean isOurs(Path name) {
    return name.toString().equals(RunDir.REFUSED);
  }

  /** The event of a knock created just before the list comes just after it. */
  private boolean isDeaf() throws IOException, InterruptedException {
    @Nullable WatchKey key = watch.poll(HEARD.toMillis(), TimeUnit.MILLISECONDS);
    return key == null || !hear(key);
  }

  private void listenAnew() throws IOException {
    Object before = keyOf(folder);
    WatchService next = ear.listen(folder);
    closeLater(watch);
    watch = next;
    key = before;
  }

  /** The JDK would wait for the thread, which may be dead. */
  private static void closeLater(WatchService deaf) {
    Thread closing =
        new Thread(
            () -> {
              try {
                deaf.close();
              } catch (IOException e) {
                LOG.debug("while closing: {}", e.getMessage());
              }
            },
            "knock-close");
    closing.setDaemon(true);
    closing.start();
  }

  /** Stops watching, and waits for the end of the thread. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeLater(watch);
  }
}
