package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The licenses, notices and list of components that have to come with the jars of others. */
final class ShippedLicenses {
  private static final Pattern GLOB = Pattern.compile("(?m)^(?:Files:)? (\\S+)$");
  private static final Pattern LICENSES = Pattern.compile("(?m)^License: (.+)$");
  private static final Pattern TEXT = Pattern.compile("META-INF/[^/]*(?:LICENSE|NOTICE)[^/]*");
  private static final Pattern NAME = Pattern.compile("(.+?)-(\\d.*)\\.jar");

  private ShippedLicenses() {}

  /**
   * Checks that every jar of another project is named with its license, listed with its version,
   * and that the license texts and notices in it lie beside it.
   *
   * @param lib the folder of the jars
   * @param documents the folder that holds {@code licenses}
   */
  static void areComplete(Path lib, Path documents) throws IOException {
    Path licenses = documents.resolve("licenses");
    String copyright = Files.readString(licenses.resolve("copyright"));
    String components = Files.readString(licenses.resolve("sessionlog.cdx.json"));
    List<String> missing = new ArrayList<>();
    int jars = 0;
    try (Stream<Path> files = Files.list(lib)) {
      for (Path jar : files.filter(ShippedLicenses::isAnothers).toList()) {
        jars++;
        Matcher name = NAME.matcher(jar.getFileName().toString());
        assertTrue(name.matches(), jar::toString);
        if (!isNamed(jar, copyright)) {
          missing.add(jar.getFileName() + " in copyright");
        }
        if (!components.contains("/" + name.group(1) + "@" + name.group(2) + "?type=jar")) {
          missing.add(jar.getFileName() + " in sessionlog.cdx.json");
        }
        missing.addAll(textsThatAreNotIn(licenses.resolve(name.group(1)), jar));
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(jars > 10, jars + " jars");
    everyLicenseHasItsText(copyright);
  }

  private static boolean isAnothers(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith("sessionlog-");
  }

  private static boolean isNamed(Path jar, String copyright) {
    Path installed = Path.of("sessionlog/lib").resolve(jar.getFileName());
    return GLOB.matcher(copyright)
        .results()
        .map(glob -> glob.group(1))
        .filter(glob -> glob.startsWith("*/lib/"))
        .anyMatch(
            glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(installed));
  }

  private static List<String> textsThatAreNotIn(Path folder, Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(entry -> TEXT.matcher(entry.getName()).matches())
          .filter(entry -> !Files.isReadable(folder.resolve(entry.getName())))
          .map(entry -> entry.getName() + " of " + jar.getFileName())
          .toList();
    }
  }

  private static void everyLicenseHasItsText(String copyright) {
    LICENSES
        .matcher(copyright)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(" and | or ", -1)))
        .distinct()
        .forEach(
            license -> assertTrue(copyright.contains("\nLicense: " + license + "\n "), license));
  }
}
