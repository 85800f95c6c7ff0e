package dev.sessionlog.export;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The formats of exports. */
public enum ExportFormat {
  /** The asciicast file of asciinema, version 2. */
  ASCIICAST_V2("asciicast-v2", false),
  /** The asciicast file of asciinema 3, version 3. */
  ASCIICAST_V3("asciicast-v3", false),
  /** A folder for scriptreplay(1): typescript, and timing in the advanced format. */
  TYPESCRIPT("typescript", true),
  /** A folder for scriptreplay(1): typescript, and timing in the classic format. */
  TYPESCRIPT_CLASSIC("typescript-classic", true),
  /** The file of ttyplay(1). */
  TTYREC("ttyrec", false),
  /** A folder for sudoreplay(8): an I/O log of sudo. */
  SUDO_IOLOG("sudo-iolog", true),
  /** The messages of tlog, one JSON object a line, for tlog-play(8). */
  TLOG("tlog", false),
  /** The transcript: the lines of text on the screen. */
  TEXT("text", false),
  /** One page with a player, for a browser without a network. */
  HTML("html", false),
  /** A moving picture, or one of a single moment, for pages and tickets. */
  SVG("svg", false);

  private final String word;
  private final boolean folder;

  ExportFormat(String word, boolean folder) {
    this.word = word;
    this.folder = folder;
  }

  /** Returns the format's name on the command line. */
  public String word() {
    return word;
  }

  /** Returns true if it consists of several files in a folder, false for one file. */
  public boolean isFolder() {
    return folder;
  }

  /** Returns true if text can be redacted in it, as in formats for people, not for evidence. */
  public boolean canBeRedacted() {
    return this == TEXT
        || this == HTML
        || this == SVG
        || this == ASCIICAST_V2
        || this == ASCIICAST_V3;
  }

  /** Opens an exporter that leaves out what {@code redaction} finds. */
  Exporter open(Destination destination, Redaction redaction) throws IOException {
    return new RedactingExporter(open(destination, redaction::applied), redaction);
  }

  Exporter open(Destination destination) throws IOException {
    return open(destination, line -> line);
  }

  /**
   * Opens an exporter.
   *
   * @param lines is applied to each line of a transcript before it is written
   */
  private Exporter open(Destination destination, UnaryOperator<String> lines) throws IOException {
    return switch (this) {
      case ASCIICAST_V2 -> AsciicastV2Exporter.open(destination);
      case ASCIICAST_V3 -> AsciicastV3Exporter.open(destination);
      case TYPESCRIPT -> TypescriptExporter.advanced(destination);
      case TYPESCRIPT_CLASSIC -> TypescriptExporter.classic(destination);
      case TTYREC -> TtyrecExporter.open(destination);
      case SUDO_IOLOG -> SudoIologExporter.open(destination);
      case TLOG -> TlogExporter.open(destination);
      case TEXT -> TextExporter.open(destination, lines);
      case HTML -> HtmlExporter.open(destination, lines);
      case SVG -> SvgExporter.animated(destination);
    };
  }

  /**
   * Returns the format with that name. {@code asciicast} stands for version 2, which every program
   * reads.
   */
  public static Optional<ExportFormat> ofWord(String word) {
    if (word.equals(ImportFormat.ASCIICAST.word())) {
      return Optional.of(ASCIICAST_V2);
    }
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /** Returns the format of files whose names end like this one. */
  public static Optional<ExportFormat> ofFile(String name) {
    int dot = name.lastIndexOf('.');
    return switch (dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT)) {
      case "html", "htm" -> Optional.of(HTML);
      case "svg" -> Optional.of(SVG);
      case "txt" -> Optional.of(TEXT);
      case "cast" -> Optional.of(ASCIICAST_V2);
      case "ttyrec" -> Optional.of(TTYREC);
      default -> Optional.empty();
    };
  }

  /** Returns all names, as a list for people. */
  public static String words() {
    return Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", "));
  }
}
