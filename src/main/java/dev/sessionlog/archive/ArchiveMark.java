package dev.sessionlog.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.recording.JsonMembers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What an archive says of itself, in the object {@code sessionlog.json}: how its names are built,
 * and a random id that tells it from others, such as the empty folder on which it should be
 * mounted.
 *
 * @param layout the version of the names
 * @param id which archive this is; 32 hexadecimal digits
 */
public record ArchiveMark(int layout, String id) {
  /** The layout that this program writes. */
  public static final int LAYOUT = 1;

  private static final JsonFactory JSON = new JsonFactory();
  private static final int LARGEST = 1 << 16;

  /** Returns a new one. */
  static ArchiveMark create(RandomGenerator random) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new ArchiveMark(LAYOUT, HexFormat.of().formatHex(id));
  }

  byte[] encode() {
    String text = "{\"layout\":" + layout + ",\"id\":\"" + id + "\"}\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads that of an archive; empty when it has none yet: nothing was ever written there.
   *
   * @throws ArchiveException of kind {@code NEWER_LAYOUT} when a later version wrote it
   */
  public static Optional<ArchiveMark> read(ArchiveStore store) throws IOException {
    byte[] content;
    try (InputStream in = store.read(ArchiveNames.MARK)) {
      content = in.readNBytes(LARGEST);
    } catch (ArchiveException e) {
      if (e.kind() == Kind.ABSENT) {
        return Optional.empty();
      }
      throw e;
    }
    ArchiveMark mark = decode(store, content);
    if (mark.layout > LAYOUT) {
      throw new ArchiveException(
          Kind.NEWER_LAYOUT,
          store.place()
              + ": has layout "
              + mark.layout
              + ", this version of sessionlog knows "
              + LAYOUT
              + "; install a later one");
    }
    return Optional.of(mark);
  }

  /**
   * Reads that of an archive, and writes one first when there is none.
   *
   * @throws ArchiveException of kind {@code DENIED} when there is one that may not be read
   */
  static ArchiveMark readOrWrite(ArchiveStore store, RandomGenerator random) throws IOException {
    ArchiveException denied = null;
    try {
      Optional<ArchiveMark> there = read(store);
      if (there.isPresent()) {
        return there.get();
      }
    } catch (ArchiveException e) {
      if (e.kind() != Kind.DENIED) {
        throw e;
      }
      denied = e; // credentials that may only add: whether there is one they find out by adding
    }
    ArchiveMark mark = create(random);
    byte[] content = mark.encode();
    ArchiveStore.Outcome outcome =
        store.putIfAbsent(ArchiveNames.MARK, content, Sha256.of(content));
    if (outcome == ArchiveStore.Outcome.STORED) {
      return mark;
    }
    if (denied != null) {
      throw denied;
    }
    return read(store).orElse(mark);
  }

  private static ArchiveMark decode(ArchiveStore store, byte[] content) throws ArchiveException {
    try (JsonParser json = JSON.createParser(content)) {
      json.nextToken();
      Map<String, String> values = JsonMembers.read(json);
      return new ArchiveMark(
          Integer.parseInt(values.getOrDefault("layout", "")), values.getOrDefault("id", ""));
    } catch (IOException | IllegalArgumentException e) {
      throw new ArchiveException(
          Kind.UNFIT,
          store.place() + "/" + ArchiveNames.MARK + ": damaged, or no archive of sessionlog",
          e);
    }
  }
}
