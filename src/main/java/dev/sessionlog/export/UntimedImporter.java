package dev.sessionlog.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a typescript of script(1) that has no timing file: with all output at the start of the
 * session.
 */
final class UntimedImporter implements Importer {
  private static final int PIECE = 64 * 1024;

  private final TypescriptBytes typescript;
  private final ZoneId zone;
  private Optional<Instant> started = Optional.empty();
  private byte[] firstLine = {};
  private String lastLine = "";

  private UntimedImporter(TypescriptBytes typescript, ZoneId zone) {
    this.typescript = typescript;
    this.zone = zone;
  }

  static Importer open(Path typescript, ZoneId zone) throws IOException {
    return new UntimedImporter(TypescriptBytes.open(typescript), zone);
  }

  @Override
  public ForeignHeader header() throws IOException {
    firstLine = typescript.hasFirstLine() ? typescript.firstLine() : firstLine;
    lastLine = typescript.lastLine();
    String line = new String(firstLine, StandardCharsets.UTF_8);
    Map<String, String> facts = TypescriptImporter.assignments(line);
    started = ForeignDate.find(line, zone);
    return new ForeignHeader(started, TypescriptImporter.size(facts), facts);
  }

  @Override
  public byte[] firstLine() {
    return firstLine.clone();
  }

  @Override
  public void events(Sink sink) throws IOException {
    byte[] piece = new byte[PIECE];
    while (typescript.left() > lastLine.length()) {
      int count = typescript.read(piece, typescript.left() - lastLine.length());
      if (count == 0) {
        break;
      }
      sink.output(Duration.ZERO, piece, 0, count);
    }
    sink.note("it has no timing, so all of its output is at the start");
    if (lastLine.isEmpty() && firstLine.length > 0) {
      sink.cut("script's last line is missing");
    } else if (lastLine.isEmpty()) {
      sink.note("the first and last line of script are missing, so it may be incomplete");
    }
    ScriptLine.exitCode(lastLine).ifPresent(sink::exitCode);
    ForeignDate.find(lastLine, zone)
        .flatMap(end -> started.map(start -> Duration.between(start, end)))
        .filter(time -> !time.isNegative() && time.compareTo(Export.LONGEST) < 0)
        .ifPresent(sink::passed);
    sink.lastLine(typescript.rest());
  }

  @Override
  public void close() throws IOException {
    typescript.close();
  }
}
