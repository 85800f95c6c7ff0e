package dev.sessionlog.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that can be brought into the store. */
public enum ImportFormat {
  /** The file of asciinema, version 2 or 3. */
  ASCIICAST("asciicast"),
  /** The two files of script(1): typescript, and timing, classic or advanced. */
  TYPESCRIPT("typescript"),
  /** The file of ttyrec(1). */
  TTYREC("ttyrec");

  private final String word;

  ImportFormat(String word) {
    this.word = word;
  }

  /** Returns the format's name on the command line. */
  public String word() {
    return word;
  }

  /** Returns the format of that name. */
  public static Optional<ImportFormat> ofWord(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /** Returns all names, as a list for people. */
  public static String words() {
    return Arrays.stream(values()).map(ImportFormat::word).collect(Collectors.joining(", "));
  }

  /** Returns the format that a file seems to be of, judged by its first bytes. */
  public static Optional<ImportFormat> guess(Path file) throws IOException {
    byte[] start;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ForeignLines.skipMark(in);
      start = in.readNBytes(TtyrecExporter.HEADER);
    }
    if (new String(start, StandardCharsets.ISO_8859_1).stripLeading().startsWith("{")) {
      return Optional.of(ASCIICAST);
    }
    if (new String(start, StandardCharsets.ISO_8859_1).startsWith("Script ")) {
      return Optional.of(TYPESCRIPT);
    }
    return TtyrecImporter.isHeader(start) ? Optional.of(TTYREC) : Optional.empty();
  }

  Importer open(ImportSource source, ZoneId zone) throws IOException {
    return switch (this) {
      case ASCIICAST -> AsciicastImporter.open(source.file());
      case TYPESCRIPT ->
          source.timing().isPresent()
              ? TypescriptImporter.open(source.file(), source.timing().get(), zone)
              : UntimedImporter.open(source.file(), zone);
      case TTYREC -> TtyrecImporter.open(source.file());
    };
  }
}
