package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A directory elsewhere, for example on a mount of another machine, to which each checkpoint is
 * appended: one file for each ledger and month, which need not be renamed or removed. Only its
 * thread {@code anchor} touches the directory, because that may hang. What waits is written when it
 * is back; of more than a thousand the oldest are left out, since each checkpoint covers those
 * before it. Thread-safe.
 */
public final class AnchorFolder implements AutoCloseable {
  static final int MOST_WAITING = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LAST_WORD = Duration.ofSeconds(1);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final InstantSource clock;
  private final Duration patience;
  private final Consumer<String> trouble;
  private final Thread thread = new Thread(this::run, "anchor");
  private final Object lock = new Object();
  private final Deque<Line> waiting = new ArrayDeque<>(); // guarded by lock
  private long busySince; // guarded by lock; in nanoseconds, while busy
  private boolean busy; // guarded by lock
  private long added; // guarded by lock
  private boolean closing; // guarded by lock
  private String told = ""; // guarded by lock; what is wrong, as it was told last
  private boolean begun; // of the thread: whether a line was written

  private record Line(String file, String text) {}

  private AnchorFolder(
      Path folder, InstantSource clock, Duration patience, Consumer<String> trouble) {
    this.folder = folder;
    this.clock = clock;
    this.patience = patience;
    this.trouble = trouble;
  }

  /**
   * Starts writing.
   *
   * @param folder must exist; a missing folder, for example if nothing is mounted, is never created
   * @param trouble receives a message when checkpoints cannot be written, and when they can again
   */
  public static AnchorFolder start(Path folder, InstantSource clock, Consumer<String> trouble) {
    return start(folder, clock, PATIENCE, trouble);
  }

  static AnchorFolder start(
      Path folder, InstantSource clock, Duration patience, Consumer<String> trouble) {
    AnchorFolder anchors = new AnchorFolder(folder, clock, patience, trouble);
    anchors.thread.setDaemon(true);
    anchors.thread.start();
    return anchors;
  }

  /** Queues a checkpoint. Never waits for the directory. */
  public void add(SignedNote checkpoint) {
    Instant now = clock.instant();
    String line = checkpoint.inOneLine();
    String ledger = line.split(" ", 3)[1].replaceFirst("^sessionlog/", "").replace('/', '.');
    String file = ledger + "." + MONTH.format(now) + ".anchor";
    synchronized (lock) {
      if (waiting.size() == MOST_WAITING) {
        waiting.removeFirst();
      }
      waiting.addLast(new Line(file, now + " " + line + "\n"));
      added++;
      lock.notifyAll();
      if (!busy || System.nanoTime() - busySince < patience.toNanos()) {
        return;
      }
    }
    tell("has not answered for " + patience.toSeconds() + " s");
  }

  private void run() {
    for (List<Line> lines = next(); !lines.isEmpty(); lines = next()) {
      try {
        for (Line line : lines) {
          append(line);
        }
        done();
      } catch (IOException | RuntimeException e) {
        begun = false;
        tell("cannot be written: " + (e instanceof IOException ? reason(e) : e.toString()));
        rest();
      }
    }
  }

  private static String reason(Exception e) {
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? name : name + ", " + e.getMessage();
  }

  /** Waits for what is to be written; nothing at the end. */
  private List<Line> next() {
    synchronized (lock) {
      try {
        while (waiting.isEmpty() && !closing) {
          lock.wait();
        }
      } catch (InterruptedException e) {
        return List.of();
      }
      busy = true;
      busySince = System.nanoTime();
      return new ArrayList<>(waiting);
    }
  }

  private void append(Line line) throws IOException {
    Path file = folder.resolve(line.file());
    boolean more = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !begun;
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    // An earlier process may have left half a line.
    ByteBuffer bytes =
        ByteBuffer.wrap(((more ? "\n" : "") + line.text()).getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(file, options)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    begun = true;
    synchronized (lock) {
      waiting.remove(line);
    }
  }

  private void done() {
    boolean again;
    synchronized (lock) {
      busy = false;
      again = !told.isEmpty();
      told = "";
    }
    if (again) {
      trouble.accept("checkpoints are written to " + folder + " again");
    }
  }

  /** A failed write is tried again with the next checkpoint, or after some time. */
  private void rest() {
    synchronized (lock) {
      busy = false;
      if (closing) {
        waiting.clear();
        return;
      }
      long before = added;
      long until = System.nanoTime() + patience.toNanos();
      try {
        for (long left = patience.toMillis();
            added == before && !closing && left > 0;
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
          lock.wait(left);
        }
      } catch (InterruptedException e) {
        waiting.clear();
      }
    }
  }

  private void tell(String what) {
    synchronized (lock) {
      if (told.equals(what)) {
        return;
      }
      told = what;
    }
    trouble.accept(
        "the anchor directory "
            + folder
            + " "
            + what
            + "; its checkpoints wait, and sealing continues");
  }

  /** Ends, after it had a second for what waits. */
  @Override
  public void close() {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    try {
      thread.join(LAST_WORD.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
