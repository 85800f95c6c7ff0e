package dev.sessionlog;

import dev.sessionlog.cli.Sessionlog;
import dev.sessionlog.cli.Surroundings;
import dev.sessionlog.evidence.SigningProgram;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The program's entry, and the only class that knows the process's own streams and its exit. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    if (args.length == 2 && args[0].equals(SigningProgram.WORD)) {
      return sign(Path.of(args[1]));
    }
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

  /** A process that has keys loads nothing else. */
  private static int sign(Path keys) {
    try {
      return SigningProgram.run(System.in, new FileOutputStream(FileDescriptor.out), keys);
    } catch (IOException e) {
      System.err.println("sessionlog: " + e.getMessage());
      return 1;
    }
  }
}
