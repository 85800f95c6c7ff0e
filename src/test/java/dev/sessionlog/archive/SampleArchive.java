package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.archive.ArchiveNames.TranscriptName;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** An archive in a folder with sessions that a test makes up, written object by object. */
public final class SampleArchive {
  private static final int PART = 10;

  private final Path folder;
  private final FolderStore store;

  private SampleArchive(Path folder, FolderStore store) {
    this.folder = folder;
    this.store = store;
  }

  /** Makes one in a new folder. */
  public static SampleArchive in(Path folder) throws IOException {
    Files.createDirectories(folder);
    FolderStore store =
        FolderStore.open(new ArchiveUrl.Folder(folder), "test", new Random(folder.hashCode()));
    ArchiveMark.readOrWrite(store, new Random(7));
    return new SampleArchive(folder, store);
  }

  /** Returns its URL. */
  public String url() {
    return "file://" + folder;
  }

  /** Returns its folder. */
  public Path folder() {
    return folder;
  }

  /** Adds a session that ended; its files come in parts of ten bytes. */
  public void ended(String host, Session session, String typescript, String timing)
      throws IOException {
    SessionName name = new SessionName(new HostKey(host), session.id(), session.user());
    ArchivedFile text = parts(name, ArchiveView.TYPESCRIPT, typescript.getBytes(UTF_8));
    ArchivedFile times = parts(name, ArchiveView.TIMING, timing.getBytes(UTF_8));
    put(
        name.ended(),
        ArchivedSession.encode(
            SessionFile.encode(session), Optional.of(new ArchivedSession.Files(text, times))));
  }

  /** Adds a session that goes on. */
  public void live(String host, Session session, String typescript, String timing)
      throws IOException {
    SessionName name = new SessionName(new HostKey(host), session.id(), session.user());
    parts(name, ArchiveView.TYPESCRIPT, typescript.getBytes(UTF_8));
    parts(name, ArchiveView.TIMING, timing.getBytes(UTF_8));
    put(name.opened(), ArchivedSession.encode(SessionFile.encode(session), Optional.empty()));
  }

  /** Adds a rolled log. */
  public void log(String host, String user, LocalDate day, String jsonLines) throws IOException {
    put(
        new TranscriptName(new HostKey(host), "", user, day, 0, 0).name(),
        packed(jsonLines.getBytes(UTF_8)));
  }

  private ArchivedFile parts(SessionName name, String file, byte[] all) throws IOException {
    List<ArchivedFile.Part> parts = new ArrayList<>();
    for (int from = 0; from < all.length; from += PART) {
      byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + PART));
      put(
          file.equals(ArchiveView.TIMING) ? name.timing(from) : name.typescript(from),
          packed(part));
      parts.add(new ArchivedFile.Part(from, part.length, Sha256.of(part)));
    }
    return new ArchivedFile(all.length, Sha256.of(all), parts);
  }

  private void put(String name, byte[] content) throws IOException {
    assertEquals(ArchiveStore.Outcome.STORED, store.putIfAbsent(name, content, Sha256.of(content)));
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
