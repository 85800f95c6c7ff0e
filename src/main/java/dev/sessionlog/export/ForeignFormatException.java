package dev.sessionlog.export;

import dev.sessionlog.terminal.PlainText;
import java.io.IOException;
import java.nio.file.Path;

/** Reports that a file of another program violates its format: where, and what is wrong. */
public final class ForeignFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private ForeignFormatException(String message) {
    super(PlainText.of(message)); // it may contain a part of the file
  }

  /** Returns this with the original name of the file instead of that of a temporary one. */
  ForeignFormatException naming(Path made, Path known) {
    String message = String.valueOf(getMessage());
    return new ForeignFormatException(message.replace(made.toString(), known.toString()));
  }

  static ForeignFormatException of(Path file, String problem) {
    return new ForeignFormatException(file + ": " + problem);
  }

  static ForeignFormatException atLine(Path file, long line, String problem) {
    return new ForeignFormatException(file + ":" + line + ": " + problem);
  }

  static ForeignFormatException atOffset(Path file, long offset, String problem) {
    return new ForeignFormatException(file + ": at byte " + offset + ": " + problem);
  }
}
