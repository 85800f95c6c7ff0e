package dev.sessionlog.replay;

import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/**
 * A display on a terminal model, and a person who does things at given times. Time passes only
 * while the player waits for a key.
 */
final class FakeDisplay implements Display, Ticker {
  private record Deed(long at, String typed, Callable<?> look) {}

  private final Deque<Deed> deeds = new ArrayDeque<>();
  private final Deque<Integer> typed = new ArrayDeque<>();
  private final StringBuilder written = new StringBuilder();
  private Terminal terminal;
  private int columns;
  private int rows;
  private boolean resized = true;
  private long nanos = 1_000_000_000L;
  private long due = nanos;

  FakeDisplay(int columns, int rows) {
    resize(columns, rows);
  }

  private void resize(int newColumns, int newRows) {
    columns = newColumns;
    rows = newRows;
    terminal = new Terminal(columns, rows, new TerminalListener() {});
    resized = true;
  }

  /** Types so long after what was done before. */
  FakeDisplay type(long afterMillis, String keys) {
    due += afterMillis * 1_000_000;
    deeds.add(new Deed(due, keys, () -> null));
    return this;
  }

  /** Looks, or does something else, so long after what was done before. */
  FakeDisplay then(long afterMillis, Callable<?> look) {
    due += afterMillis * 1_000_000;
    deeds.add(new Deed(due, "", look));
    return this;
  }

  /** Changes the window's size so long after what was done before. */
  FakeDisplay resize(long afterMillis, int newColumns, int newRows) {
    return then(
        afterMillis,
        () -> {
          resize(newColumns, newRows);
          return null;
        });
  }

  Snapshot shown() {
    return terminal.snapshot();
  }

  String text(int row) {
    return shown().text(row);
  }

  String lastLine() {
    return text(rows - 1);
  }

  /** Returns all that was written. */
  String written() {
    return written.toString();
  }

  @Override
  public long nanos() {
    nanos += 1000;
    return nanos;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean wasResized() {
    boolean was = resized;
    resized = false;
    return was;
  }

  @Override
  public void write(String text) {
    written.append(text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    terminal.feed(bytes, 0, bytes.length);
  }

  @Override
  public int read(long millis) {
    if (typed.isEmpty()) {
      nanos += millis * 1_000_000;
      act();
    }
    Integer next = typed.poll();
    if (next != null) {
      return next;
    }
    return deeds.isEmpty() ? GONE : NOTHING;
  }

  private void act() {
    while (!deeds.isEmpty() && deeds.peek().at() <= nanos && typed.isEmpty()) {
      Deed deed = deeds.remove();
      deed.typed().codePoints().forEach(typed::add);
      try {
        deed.look().call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    // Nothing to give back.
  }
}
