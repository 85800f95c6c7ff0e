package dev.sessionlog.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.archive.ArchiveNames.TranscriptName;
import dev.sessionlog.store.Seat;
import dev.sessionlog.userlog.ArchivedLogs;
import dev.sessionlog.userlog.LogLine;
import dev.sessionlog.userlog.UserLogFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings rolled logs to the archive as JSON lines, whatever their form here. A rolled log does not
 * change, so its pieces are always cut at the same lines. For one thread.
 */
final class LogUpload {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LARGEST_PIECE = 8 << 20;

  private final ArchiveFolder folder;
  private final HostKey host;
  private final LogLine.Form form;
  private final Consumer<String> trouble;
  private final ArchivedLogs brought;
  private final Set<Path> setAside = new HashSet<>();

  private LogUpload(
      ArchiveFolder folder,
      HostKey host,
      LogLine.Form form,
      Consumer<String> trouble,
      ArchivedLogs brought) {
    this.folder = folder;
    this.host = host;
    this.form = form;
    this.trouble = trouble;
    this.brought = brought;
  }

  /**
   * Creates it.
   *
   * @param pattern of the lines, {@code transcript.pattern}
   */
  static LogUpload of(ArchiveFolder folder, HostKey host, String pattern, Consumer<String> trouble)
      throws IOException {
    return new LogUpload(
        folder, host, LogLine.Form.of(pattern), trouble, ArchivedLogs.read(folder.logDir()));
  }

  /**
   * Brings what is new; what one log lacks keeps no other.
   *
   * @param conflicts is told of those that the archive has otherwise; they are set aside until they
   *     are {@linkplain #takeUp taken up}
   * @return true when it was ended before all was brought
   */
  boolean bring(Putting putting, Archiver.Ending enough, Archiver.Conflicts conflicts)
      throws IOException {
    for (Seat seat : Seat.all(folder.logDir())) {
      String name = seat.isFirst() ? "" : seat.folder().getFileName().toString();
      for (UserLogFile file : UserLogFile.rolled(seat.folder())) {
        if (!brought.contains(seat, file) && !setAside.contains(file.path())) {
          if (enough.isDue()) {
            return true;
          }
          try {
            bring(putting, name, file);
            brought.add(seat, file);
          } catch (ConflictException e) {
            setAside.add(file.path());
            conflicts.found(e);
          } catch (ArchiveException away) {
            throw away;
          } catch (NoSuchFileException removed) {
            // There is nothing to be brought any more.
          } catch (IOException e) {
            trouble.accept("log " + file.path().getFileName() + ": " + e.getMessage());
          }
        }
      }
    }
    return false;
  }

  /** Tries those again that were set aside. */
  void takeUp() {
    setAside.clear();
  }

  private void bring(Putting putting, String seat, UserLogFile file) throws IOException {
    Pieces pieces = new Pieces(putting, seat, file);
    file.lines(pieces::take, trouble);
    pieces.flush();
  }

  /** The pieces of one log. */
  private final class Pieces {
    private final Putting putting;
    private final String seat;
    private final UserLogFile file;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private int number;

    Pieces(Putting putting, String seat, UserLogFile file) {
      this.putting = putting;
      this.seat = seat;
      this.file = file;
    }

    void take(String line) throws IOException {
      Optional<LogLine> parsed = form.parse(line);
      if (parsed.isEmpty()) {
        return; // no line of ours
      }
      write(parsed.get());
      if (piece.size() >= LARGEST_PIECE) {
        flush();
      }
    }

    private void write(LogLine line) throws IOException {
      try (JsonGenerator json = JSON.createGenerator(piece)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeStringField("session", line.place().session().toString());
        json.writeNumberField("line", line.place().number());
        json.writeStringField("time", line.time().toString());
        json.writeStringField("user", file.user());
        json.writeStringField("kind", line.text().kind().word());
        json.writeStringField("text", line.text().text());
        json.writeEndObject();
      }
      piece.write('\n');
    }

    void flush() throws IOException {
      if (piece.size() == 0) {
        return;
      }
      TranscriptName name =
          new TranscriptName(
              host, seat, file.user(), file.date().orElseThrow(), file.index(), number);
      // Of two tries nothing is known here: what is taken was put by the one before.
      if (putting.packed(name.name(), piece.toByteArray(), Putting.Taken.BEFORE).orElse(0)
          != piece.size()) {
        throw new ConflictException(name.name(), "the archive has other lines under this name");
      }
      piece.reset();
      number++;
    }
  }
}
