package dev.sessionlog.login;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees knocks the moment they are made, by inotify(7). Owns one thread, {@code knock}. */
public final class KnockWatch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(KnockWatch.class);

  private final Path folder;
  private final WatchService watch;
  private final Consumer<Path> onKnock;
  private final Runnable onGone;
  private final Thread thread;

  private KnockWatch(Path folder, WatchService watch, Consumer<Path> onKnock, Runnable onGone) {
    this.folder = folder;
    this.watch = watch;
    this.onKnock = onKnock;
    this.onGone = onGone;
    this.thread = new Thread(this::run, "knock");
  }

  /**
   * Begins to watch; knocks that are there already are seen first.
   *
   * @param onKnock takes each knock, on the watch's thread; must not throw or wait
   * @param onGone is called once when the folder itself goes away
   */
  public static KnockWatch start(Path folder, Consumer<Path> onKnock, Runnable onGone)
      throws IOException {
    WatchService watch = folder.getFileSystem().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    KnockWatch knocks = new KnockWatch(folder, watch, onKnock, onGone);
    knocks.thread.start();
    return knocks;
  }

  private void run() {
    try {
      scan();
      while (true) {
        WatchKey key = watch.take();
        for (WatchEvent<?> event : key.pollEvents()) {
          see(event);
        }
        if (!key.reset()) {
          onGone.run();
          return;
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException end) {
      return;
    } catch (IOException e) {
      LOG.error("cannot look for knocks in {}: {}", folder, e.getMessage());
      onGone.run();
    }
  }

  private void see(WatchEvent<?> event) throws IOException {
    if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
      scan();
    } else if (event.context() instanceof Path name) {
      onKnock.accept(folder.resolve(name));
    }
  }

  private void scan() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> knocks = Files.newDirectoryStream(folder)) {
      knocks.forEach(onKnock);
    }
  }

  /** Stops to watch, and waits for the thread's end. */
  @Override
  public void close() throws IOException {
    watch.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
