package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.RecordingStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/** A log dir with recordings that grow and end, and an archive in which to look for them. */
record LogDirScene(Path logDir, Path archive) {
  static LogDirScene in(Path folder) throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive"));
    return new LogDirScene(Files.createDirectories(folder.resolve("log")), archive);
  }

  ArchiveUrl.Folder url() {
    return new ArchiveUrl.Folder(archive);
  }

  Recording begin(String id, String user) throws IOException {
    Session session = SampleSession.named(id).user(user).build();
    RecordingStore store = new RecordingStore(logDir);
    Recording recording = store.create(session);
    Files.write(recording.typescript(), new byte[0]);
    Files.write(recording.timing(), new byte[0]);
    SessionFile.write(recording.sessionFile(), session);
    return recording;
  }

  void say(Recording recording, byte[] text) throws IOException {
    Files.write(recording.typescript(), text, StandardOpenOption.APPEND);
    String line = "O 0.100000 " + text.length + "\n";
    Files.write(recording.timing(), line.getBytes(UTF_8), StandardOpenOption.APPEND);
  }

  void end(Recording recording) throws IOException {
    Session session = recording.session();
    Instant end = session.started().plus(Duration.ofSeconds(9));
    long bytes = Files.size(recording.typescript());
    SessionFile.write(
        recording.sessionFile(),
        session.ended(SessionState.COMPLETE, end, OptionalInt.of(0), bytes));
    new RecordingStore(logDir).done(recording);
  }

  /** Returns what the archive has of a file; parts may neither overlap nor leave anything out. */
  byte[] archived(ArchiveStore store, String prefix) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : names(store, prefix)) {
      ArchiveNames.PartName part = ArchiveNames.part(name).orElseThrow();
      if (part.offset() != all.size()) {
        throw new AssertionError(name + " begins behind " + all.size());
      }
      try (InputStream in = new GZIPInputStream(store.read(name))) {
        in.transferTo(all);
      }
    }
    return all.toByteArray();
  }

  List<String> names(ArchiveStore store, String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    String after = "";
    for (boolean more = true; more; ) {
      ArchiveStore.Page page = store.list(prefix, after, 100);
      page.entries().forEach(entry -> names.add(entry.name()));
      more = page.more();
      after = names.isEmpty() ? "" : names.get(names.size() - 1);
    }
    return names;
  }
}
