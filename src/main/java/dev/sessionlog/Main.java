package dev.sessionlog;

import dev.sessionlog.cli.Sessionlog;
import dev.sessionlog.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** The program's entry, and the only class that knows the process's own streams and its exit. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    System.exit(Sessionlog.run(surroundings(), args));
  }

  /** The streams below System.out and System.err, which would hide errors and add buffers. */
  private static Surroundings surroundings() throws IOException {
    return Surroundings.ofProcess(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err));
  }
}
