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
 * Sees knocks the moment they are made, by inotify(7), and looks at the folder each second besides:
 * the thread of the JDK that hears the kernel can die without a word, as of one ENOMEM in poll(2).
 * When a look finds what was not heard, it listens anew. Owns one thread, {@code knock}.
 */
public final class KnockWatch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(KnockWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long after a knock was made it may be heard. */
  private static final Duration HEARD = Duration.ofMillis(100);

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Path folder;
  private final Ear ear;
  private final Consumer<Path> onKnock;
  private final Runnable onGone;
  private final Thread thread;
  private final RepeatedLines repeated = new RepeatedLines(System::nanoTime);
  private volatile WatchService watch;

  /** Which folder is listened to; for the thread. */
  private Object key;

  /** The knocks that are there and were seen. */
  private final Set<Path> seen = new HashSet<>();

  /** Begins to hear what is made in a folder. */
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
   * Begins to watch; knocks that are there already are seen first.
   *
   * @param onKnock takes each knock, on the watch's thread; must not throw or wait. It is told
   *     again of those that stay
   * @param onGone is called when the folder itself went away or is another, and each second until
   *     it is there; may make it again
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

  /** Looks and listens until the folder is not the one any more that is listened to. */
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

  /** A folder that was removed or moved may be made again before anyone looks. */
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

  /** Has it made again, and tries that for as long as this is not closed. */
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

  /** Returns false when the folder is gone. */
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

  /** Looks at all that is there; returns whether there was something new. */
  private boolean look() throws IOException {
    Set<Path> there = new HashSet<>();
    FolderEntries.of(folder).forEach(there::add);
    there.removeIf(path -> isOurs(path.getFileName()));
    seen.retainAll(there);
    there.forEach(onKnock);
    return seen.addAll(there);
  }

  /** The folder of what was refused is among the knocks. */
  private static boolean isOurs(Path name) {
    return name.toString().equals(RunDir.REFUSED);
  }

  /** What was made just before the look is heard just after it. */
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

  /** The JDK waits for the thread that may be dead. */
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

  /** Stops to watch, and waits for the thread's end. */
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
