package dev.sessionlog;

import dev.sessionlog.cli.Sessionlog;
import dev.sessionlog.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The program's entry, and the only class that knows the process's own streams and its exit. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    // Below System.out and System.err, which would hide errors and add buffers.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    Surroundings surroundings;
    try {
      surroundings = Surroundings.ofProcess(System.in, out, err);
    } catch (IOException e) {
      System.err.println("sessionlog: /proc cannot be read, and is needed: " + e.getMessage());
      return 1;
    }
    return Sessionlog.run(surroundings, args);
  }
}
