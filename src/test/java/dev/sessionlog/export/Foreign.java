package dev.sessionlog.export;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.store.RecordingStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;

/** Recordings of other programs for tests, in a folder, and a store to bring them into. */
record Foreign(Path folder) {
  static final Duration QUIET = Duration.ofSeconds(2);
  private static final Import.Facts FACTS =
      new Import.Facts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new Import.Fallback("alice", "host1", user -> 1000, ZoneOffset.UTC));

  RecordingStore store() {
    return new RecordingStore(folder.resolve("log"));
  }

  Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  Recording bring(ImportFormat format, Path file, Path timing) throws IOException {
    return recording(imported(format, file, timing));
  }

  Recording recording(Import.Imported imported) throws IOException {
    return store().find(imported.session().id()).orElseThrow();
  }

  Import.Imported imported(ImportFormat format, Path file, Path timing) throws IOException {
    ImportSource source = new ImportSource(file, Optional.ofNullable(timing));
    return Import.run(store(), source, format, FACTS, new Random(folder.hashCode()), bytes -> {});
  }

  /** Brings a typescript with a header line in. */
  Recording typescript(byte[] body, String timing) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        "Script started on 2026-11-23 06:25:10+00:00 []\n".getBytes(StandardCharsets.UTF_8));
    file.writeBytes(body);
    file.writeBytes(
        "\nScript done on 2026-11-23 06:26:10+00:00 []\n".getBytes(StandardCharsets.UTF_8));
    return bring(
        ImportFormat.TYPESCRIPT,
        write("input-typescript", file.toByteArray()),
        write("input-timing", timing));
  }

  /** Returns the lines of what was brought in. */
  String text(Import.Imported imported) throws IOException {
    return new String(export(recording(imported), ExportFormat.TEXT), StandardCharsets.UTF_8);
  }

  /** Exports to a stream. */
  static byte[] export(Recording recording, ExportFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<String> problem =
        Export.run(recording, format, Destination.stream(out), QUIET, bytes -> {});
    if (problem.isPresent()) {
      throw new AssertionError(problem.get());
    }
    return out.toByteArray();
  }

  /** Exports to a folder below this one, whose name is returned. */
  Path export(Recording recording, ExportFormat format, String name) throws IOException {
    Path target = folder.resolve(name);
    Export.run(recording, format, Destination.folder(target, false), QUIET, bytes -> {});
    return target;
  }
}
