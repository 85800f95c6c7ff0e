package dev.sessionlog.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a text file of another program, in UTF-8, none longer than 16 MiB. */
final class ForeignLines implements Closeable {
  private static final int LONGEST = 16 << 20;

  private final Path file;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  private ForeignLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static ForeignLines open(Path file) throws IOException {
    return new ForeignLines(file, new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /** Returns the next line without its line end; the last one may lack it. Null at the end. */
  @Nullable String next() throws IOException {
    line.reset();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    number++;
    while (c >= 0 && c != '\n') {
      if (line.size() >= LONGEST) {
        throw problem("longer than " + LONGEST + " bytes");
      }
      line.write(c);
      c = in.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  ForeignFormatException problem(String what) {
    return ForeignFormatException.atLine(file, Math.max(1, number), what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
