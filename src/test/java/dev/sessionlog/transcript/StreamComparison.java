package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compares {@link Terminal} with another one, over streams at random from fixed seeds. */
final class StreamComparison {
  private final Other other;
  private final int columns;
  private final int rows;

  /** A terminal that is not ours. */
  interface Other {
    /** Returns what a new one shows after these bytes. */
    ShownScreen show(byte[] bytes) throws IOException, InterruptedException;

    /** Returns false for a piece of a stream that it does not obey, and that is left out. */
    default boolean obeys(String piece) {
      return true;
    }
  }

  StreamComparison(Other other, int columns, int rows) {
    this.other = other;
    this.columns = columns;
    this.rows = rows;
  }

  /** Returns, for each stream after which the screens differ, what it takes and both screens. */
  List<String> differences(ControlStream.Family family, int streams)
      throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    for (int seed = 0; seed < streams; seed++) {
      List<String> pieces = new ControlStream(seed, family, columns, rows).pieces();
      pieces.removeIf(piece -> !other.obeys(piece));
      if (differs(pieces)) {
        differences.add(describe(seed, shrink(pieces)));
      }
    }
    return differences;
  }

  private boolean differs(List<String> pieces) throws IOException, InterruptedException {
    byte[] bytes = ControlStream.bytes(pieces);
    return !other.show(bytes).equals(ShownScreen.ours(bytes, columns, rows));
  }

  /** Leaves out what is not needed for the difference. */
  private List<String> shrink(List<String> pieces) throws IOException, InterruptedException {
    List<String> needed = new ArrayList<>(pieces);
    for (int i = needed.size() - 1; i >= 0; i--) {
      List<String> fewer = new ArrayList<>(needed);
      fewer.remove(i);
      if (differs(fewer)) {
        needed = fewer;
      }
    }
    return needed;
  }

  private String describe(int seed, List<String> pieces) throws IOException, InterruptedException {
    byte[] bytes = ControlStream.bytes(pieces);
    String stream = String.join(" ", pieces.stream().map(StreamComparison::visible).toList());
    return "seed %d: %s%nthe other:%n%s%nours:%n%s%n"
        .formatted(seed, stream, other.show(bytes), ShownScreen.ours(bytes, columns, rows));
  }

  private static String visible(String piece) {
    StringBuilder text = new StringBuilder();
    piece.chars().forEach(c -> text.append(c < ' ' ? "^" + (char) (c + '@') : "" + (char) c));
    return text.toString();
  }
}
