package dev.sessionlog.evidence;

import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle of evidence that somebody changed: nothing but the recording that was sealed is proved
 * by the first key or by a checkpoint, and what is wrong is said in words. An input is what is done
 * to a bundle of {@code src/test/resources/evidence}, byte by byte; one that begins with {@code FF}
 * is an archive itself.
 */
public final class BundleFuzz {
  private static final Path SAMPLES = Path.of("src/test/resources/evidence");
  private static final int ARCHIVE = 0xFF;
  private static final int MOST_STEPS = 64;

  private BundleFuzz() {}

  /** A bundle that is right, and what proves it. */
  private record Sample(Map<String, byte[]> files, NoteKey key, SignedNote anchor) {
    private static final Sample ONE = read();

    private static Sample read() {
      try {
        return new Sample(
            BundleArchive.files(Files.readAllBytes(SAMPLES.resolve("bundle.tar"))),
            NoteKey.parse(Files.readString(SAMPLES.resolve("bundle.key")).strip()).orElseThrow(),
            SignedNote.parseLine(Files.readString(SAMPLES.resolve("bundle.anchor"))).orElseThrow());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    FuzzInput input = new FuzzInput(bytes);
    Oracle.within2Seconds(
        () -> {
          if (bytes.length > 0 && (bytes[0] & 0xFF) == ARCHIVE) {
            check(Arrays.copyOfRange(bytes, 1, bytes.length));
          } else {
            check(changed(input));
          }
        });
  }

  private static void check(byte[] tar) throws IOException {
    Sample sample = Sample.ONE;
    check(tar, Optional.of(sample.key()), List.of());
    check(tar, Optional.empty(), List.of(sample.anchor()));
    check(tar, Optional.of(sample.key()), List.of(sample.anchor()));
  }

  private static void check(byte[] tar, Optional<NoteKey> key, List<SignedNote> anchors)
      throws IOException {
    BundleVerdict verdict;
    try {
      verdict =
          new BundleCheck(key, KeptCheckpoints.of(anchors), done -> {})
              .verdict(new ByteArrayInputStream(tar));
    } catch (MalformedBundleException e) {
      return;
    }
    if (verdict.trusted().isPresent()) {
      Oracle.same(List.of(), verdict.problems(), "proved, and wrong");
      sealed(verdict, BundleArchive.files(tar));
    }
  }

  /** What is proved is what was sealed: all of it, or as far as it says. */
  private static void sealed(BundleVerdict verdict, Map<String, byte[]> files) {
    Map<String, byte[]> right = Sample.ONE.files();
    String top = BundleName.folder(verdict.session());
    for (String name : List.of(BundleName.TYPESCRIPT, BundleName.TIMING, BundleName.SESSION_FILE)) {
      byte[] there = right.getOrDefault(top + name, new byte[0]);
      byte[] found = files.getOrDefault(top + name, new byte[0]);
      Oracle.holds(found.length <= there.length, name + " is longer than what was sealed");
      byte[] begun = verdict.whole() ? there : Arrays.copyOf(there, found.length);
      Oracle.holds(Arrays.equals(begun, found), name + " is proved, and was changed");
    }
  }

  private static byte[] changed(FuzzInput input) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(Sample.ONE.files());
    for (int i = 0; i < MOST_STEPS && input.hasMore() && !files.isEmpty(); i++) {
      List<String> names = new ArrayList<>(files.keySet());
      String name = names.get(input.next() % names.size());
      byte[] content = files.get(name);
      int place = content.length == 0 ? 0 : (input.next() << 8 | input.next()) % content.length;
      switch (input.next() % 8) {
        case 0 -> files.put(name, xor(content, place, input.next()));
        case 1 -> files.put(name, Arrays.copyOf(content, place));
        case 2 -> files.put(name, joined(content, place, place, input.part()));
        case 3 -> files.put(name, joined(content, place, place + 1 + input.next(), input.part()));
        case 4 -> files.remove(name);
        case 5 -> files.put(name, files.get(names.get(input.next() % names.size())));
        case 6 -> files.put(names.get(input.next() % names.size()), files.remove(name));
        default -> {
          return rough(BundleArchive.tar(files), input);
        }
      }
    }
    return BundleArchive.tar(files);
  }

  /** Changes the archive itself, at any place. */
  private static byte[] rough(byte[] tar, FuzzInput input) {
    byte[] changed = tar;
    while (input.hasMore() && changed.length > 0) {
      int place = (input.next() << 16 | input.next() << 8 | input.next()) % changed.length;
      int what = input.next();
      changed = what == 0 ? Arrays.copyOf(changed, place) : xor(changed, place, what);
    }
    return changed;
  }

  private static byte[] xor(byte[] content, int place, int what) {
    byte[] changed = content.clone();
    if (changed.length > 0) {
      changed[place] ^= (byte) what;
    }
    return changed;
  }

  private static byte[] joined(byte[] content, int to, int from, byte[] between) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(content, 0, to);
    joined.writeBytes(between);
    int rest = Math.min(from, content.length);
    joined.write(content, rest, content.length - rest);
    return joined.toByteArray();
  }
}
