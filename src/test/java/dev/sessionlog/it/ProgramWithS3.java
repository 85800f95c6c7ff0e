package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packaged program with what archives in S3 need, unpacked where docs/fleet.md says. */
final class ProgramWithS3 {
  private ProgramWithS3() {}

  /** Copies it into a folder, and returns its launcher. */
  static Path in(Path folder) throws IOException, InterruptedException {
    Path program = Path.of(System.getProperty("sessionlog.home"));
    Path copy = folder.resolve("sessionlog");
    run("cp", "-a", program.toString(), copy.toString());
    run("tar", "-xzf", packed(program.resolveSibling("s3")).toString(), "-C", copy.toString());
    return copy.resolve("bin/sessionlog");
  }

  private static Path packed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().endsWith(".tar.gz")).toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), command[0]);
  }
}
