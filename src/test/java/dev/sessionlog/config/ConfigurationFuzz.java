package dev.sessionlog.config;

import dev.sessionlog.fuzz.FuzzFolder;
import dev.sessionlog.fuzz.Oracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A configuration file: it is in force, or each problem is one printable line. What is in force,
 * written as {@code sessionlog config} prints it, is the same configuration.
 */
public final class ConfigurationFuzz {
  private static final Path NONE = Path.of("/nonexistent");

  private ConfigurationFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(
        () -> {
          values(new String(bytes, StandardCharsets.UTF_8));
          check(FuzzFolder.empty(), bytes);
        });
  }

  private static void check(Path folder, byte[] bytes) throws IOException {
    try {
      Configuration read = load(Files.write(folder.resolve("a.toml"), bytes));
      Configuration again = load(Files.writeString(folder.resolve("b.toml"), toml(read)));
      Oracle.same(values(read), values(again), "written and read again");
    } catch (AssertionError e) {
      if (!e.getStackTrace()[0].getClassName().startsWith("org.tomlj.")) {
        throw e;
      }
      // An assertion of the parser's own, which is off outside of tests; it reports an error then.
    } catch (ConfigurationException e) {
      Oracle.holds(!e.problems().isEmpty(), "refused without a problem");
      for (String problem : e.problems()) {
        Oracle.holds(problem.startsWith(folder + "/a.toml:"), "where is it: " + problem);
        Oracle.printable(problem);
      }
    }
  }

  private static Configuration load(Path file) throws ConfigurationException {
    ConfigurationSource source =
        ConfigurationSource.of(
            Map.of(), 1, Path.of("/home"), new SystemPaths(NONE, NONE, NONE, NONE));
    return Configuration.load(source.withFile(file));
  }

  private static List<String> values(Configuration configuration) {
    return configuration.settings().stream().map(s -> s.key() + "=" + s.toml()).toList();
  }

  private static String toml(Configuration configuration) {
    return configuration.settings().stream()
        .map(setting -> setting.key() + " = " + setting.toml() + "\n")
        .collect(Collectors.joining());
  }

  /** The texts that values are made of. */
  private static void values(String text) {
    if (text.length() < 64) {
      readOrRefused(() -> DurationText.parse(text));
      readOrRefused(() -> SizeText.parse(text));
      readOrRefused(() -> PipeMode.parse(text));
    }
  }

  private static void readOrRefused(Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException expected) {
      Oracle.printable(String.valueOf(expected.getMessage()));
    }
  }
}
