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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** An archive with sessions that a test makes up, written object by object. */
public final class SampleArchive {
  private static final int PART = 10;

  private final String url;
  private final ArchiveStore store;
  private final Tampering tampering;

  /** What only somebody can do who has more power over a store than its credentials should give. */
  public interface Tampering {
    /** Removes an object. */
    void remove(String name) throws IOException;
  }

  private SampleArchive(String url, ArchiveStore store, Tampering tampering) {
    this.url = url;
    this.store = store;
    this.tampering = tampering;
  }

  /** Makes one in a new folder. */
  public static SampleArchive in(Path folder) throws IOException {
    Files.createDirectories(folder);
    FolderStore store =
        FolderStore.open(new ArchiveUrl.Folder(folder), "test", new Random(folder.hashCode()));
    return in(store, "file://" + folder, name -> Files.delete(folder.resolve(name)));
  }

  /** Makes one in an empty store. */
  public static SampleArchive in(ArchiveStore store, String url, Tampering tampering)
      throws IOException {
    ArchiveMark.readOrWrite(store, new Random(7));
    return new SampleArchive(url, store, tampering);
  }

  /** Returns its URL. */
  public String url() {
    return url;
  }

  /** Removes an object. */
  public void remove(String name) throws IOException {
    tampering.remove(name);
  }

  /** Replaces an object by other bytes. */
  public void replace(String name, byte[] content) throws IOException {
    remove(name);
    put(name, content);
  }

  /** Returns what is in an object. */
  public byte[] content(String name) throws IOException {
    try (InputStream in = store.read(name)) {
      return in.readAllBytes();
    }
  }

  /** Adds a session that ended; its files come in parts of ten bytes. */
  public void ended(String host, Session session, String typescript, String timing)
      throws IOException {
    ended(host, session, typescript, timing, PART);
  }

  /** Adds a session that ended; its files come in parts of so many bytes. */
  public void ended(String host, Session session, String typescript, String timing, int size)
      throws IOException {
    SessionName name = new SessionName(new HostKey(host), session.id(), session.user());
    ArchivedFile text = parts(name, ArchiveView.TYPESCRIPT, typescript.getBytes(UTF_8), size);
    ArchivedFile times = parts(name, ArchiveView.TIMING, timing.getBytes(UTF_8), size);
    put(
        name.ended(),
        ArchivedSession.encode(
            SessionFile.encode(session), Optional.of(new ArchivedSession.Files(text, times))));
  }

  /** Adds a session that goes on. */
  public void live(String host, Session session, String typescript, String timing)
      throws IOException {
    SessionName name = new SessionName(new HostKey(host), session.id(), session.user());
    parts(name, ArchiveView.TYPESCRIPT, typescript.getBytes(UTF_8), PART);
    parts(name, ArchiveView.TIMING, timing.getBytes(UTF_8), PART);
    put(name.opened(), ArchivedSession.encode(SessionFile.encode(session), Optional.empty()));
  }

  /** Adds a rolled log. */
  public void log(String host, String user, LocalDate day, String jsonLines) throws IOException {
    put(
        new TranscriptName(new HostKey(host), "", user, day, 0, 0).name(),
        packed(jsonLines.getBytes(UTF_8)));
  }

  private ArchivedFile parts(SessionName name, String file, byte[] all, int size)
      throws IOException {
    List<ArchivedFile.Part> parts = new ArrayList<>();
    for (int from = 0; from < all.length; from += size) {
      byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + size));
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
