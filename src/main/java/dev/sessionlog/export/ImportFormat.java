package dev.sessionlog.export;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/** The formats of imports. */
public enum ImportFormat {
  /** The file of asciinema, version 1, 2 or 3. */
  ASCIICAST("asciicast"),
  /** The two files of script(1): typescript, and timing, classic or advanced. */
  TYPESCRIPT("typescript"),
  /** The file of ttyrec(1). */
  TTYREC("ttyrec"),
  /** The messages of tlog, in a file. */
  TLOG("tlog"),
  /** The folder of sudo's I/O log. */
  SUDO_IOLOG("sudo-iolog");

  private static final Pattern VERSION = Pattern.compile("-(v\\d+|classic)$");

  /** Other JSON has other versions, for example 1.0.0, or none. */
  private static final Pattern CAST =
      Pattern.compile("\"version\"\\s*:\\s*(?:\"?\\d{1,9}\"?\\s*[,}]|\\z)|\"stdout\"\\s*:\\s*\\[");

  private static final String UTF_16 = "\u00ff\u00fe";
  private static final String UTF_16_OF_OTHERS = "\u00fe\u00ff";

  /** The number of bytes that identify the format. */
  private static final int START = 16 * 1024;

  private final String word;

  ImportFormat(String word) {
    this.word = word;
  }

  /** Returns the format's name on the command line. */
  public String word() {
    return word;
  }

  /** Returns the format with that name, or with the name of one of its versions in exports. */
  public static Optional<ImportFormat> ofWord(String word) {
    String name =
        ExportFormat.ofWord(word).isPresent() ? VERSION.matcher(word).replaceAll("") : word;
    return Arrays.stream(values()).filter(format -> format.word.equals(name)).findFirst();
  }

  /** Returns all names, as a list for people. */
  public static String words() {
    return Arrays.stream(values()).map(ImportFormat::word).collect(Collectors.joining(", "));
  }

  /** Returns the probable format of a file or folder, judging by its first bytes. */
  public static Optional<ImportFormat> guess(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return SudoIologImporter.isOne(file) ? Optional.of(SUDO_IOLOG) : Optional.empty();
    }
    byte[] start = start(file);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.lines().anyMatch(TlogImporter::isMessage)) {
      return Optional.of(TLOG);
    }
    if (text.stripLeading().startsWith("{")) {
      return CAST.matcher(text).find() ? Optional.of(ASCIICAST) : Optional.empty();
    }
    if (ScriptLine.isFirst(text)) {
      return Optional.of(TYPESCRIPT);
    }
    if (text.startsWith(UTF_16) || text.startsWith(UTF_16_OF_OTHERS)) {
      return Optional.empty();
    }
    return TtyrecImporter.isOne(start) ? Optional.of(TTYREC) : Optional.empty();
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = new BufferedInputStream(Unpacked.stream(packed))) {
      ForeignLines.skipMark(in);
      return start(in);
    } catch (ZipException | EOFException cutOff) {
      return new byte[0];
    }
  }

  /** A truncated packed file may end anywhere with an exception. */
  private static byte[] start(InputStream in) {
    byte[] start = new byte[START];
    int length = 0;
    try {
      int count = in.read(start, 0, START);
      while (count > 0) {
        length += count;
        count = in.read(start, length, START - length);
      }
    } catch (IOException | RuntimeException damaged) {
      return Arrays.copyOf(start, length);
    }
    return Arrays.copyOf(start, length);
  }

  Importer open(ImportSource source, ZoneId zone) throws IOException {
    return switch (this) {
      case ASCIICAST -> AsciicastImporter.open(source.file());
      case TYPESCRIPT ->
          source.timing().isPresent()
              ? TypescriptImporter.open(source.file(), source.timing().get(), zone)
              : UntimedImporter.open(source.file(), zone);
      case TTYREC -> TtyrecImporter.open(source.file());
      case TLOG -> TlogImporter.open(source.file());
      case SUDO_IOLOG -> SudoIologImporter.open(source.file());
    };
  }
}
