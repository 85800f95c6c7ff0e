package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as they are shipped: whatever one of them links to is there, too. */
final class InstalledPagesIT {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");
  private static final Pattern FENCE = Pattern.compile("(?ms)^\\s*```.*?^\\s*```$|`[^`\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

  private static final Pattern INSTALLED =
      Pattern.compile("/(usr/share/doc/sessionlog/[\\w./-]*\\w)");

  @TempDir private Path root;

  @Test
  void linksOfTheArchiveLeadSomewhere() throws IOException {
    everyLinkResolves(Path.of(System.getProperty("sessionlog.home")));
  }

  @Test
  void everyJarOfTheArchiveComesWithItsLicense() throws IOException {
    Path home = Path.of(System.getProperty("sessionlog.home"));
    ShippedLicenses.areComplete(home.resolve("lib"), home);
  }

  @Test
  void whatConcernsAShippedVersionIsNamed() throws Exception {
    Path export = root.resolve("all.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(export))) {
      advisory(zip, "HERE-1", "{\"introduced\":\"0\"},{\"fixed\":\"1000\"}");
      advisory(zip, "GONE-2", "{\"introduced\":\"0\"},{\"fixed\":\"0.9.1\"}");
      advisory(zip, "LATER-3", "{\"introduced\":\"1000\"}");
    }
    Path page = root.resolve("page.md");
    List<String> command =
        List.of(
            "python3", "scripts/vulnerabilities", "--database", "" + export, "--page", "" + page);
    Outcome.of(command, Path.of("").toAbsolutePath(), Map.of("PATH", "/usr/bin:/bin"), "").exits(1);
    String written = Files.readString(page);
    assertTrue(written.contains("HERE-1") && !written.contains("GONE-2"), written);
    assertTrue(!written.contains("LATER-3"), written);
  }

  private static void advisory(ZipOutputStream zip, String id, String events) throws IOException {
    zip.putNextEntry(new ZipEntry(id + ".json"));
    String packages = "{\"ecosystem\":\"Maven\",\"name\":\"info.picocli:picocli\"}";
    zip.write(
        """
        {"id":"%s","modified":"2026-01-01","summary":"x","affected":[
         {"package":%s,"ranges":[{"type":"ECOSYSTEM","events":[%s]}]}]}
        """
            .formatted(id, packages, events)
            .getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Test
  void linksOfTheDebianPackageLeadSomewhere() throws Exception {
    Path stage = root.resolve("stage");
    List<String> command = List.of("sh", "src/install/deb/stage", stage.toString());
    Outcome.of(command, Path.of("").toAbsolutePath(), Map.of("PATH", "/usr/bin:/bin"), "").exits(0);
    everyLinkResolves(stage.resolve("usr/share/doc/sessionlog"));
    ShippedLicenses.areComplete(
        stage.resolve("usr/lib/sessionlog/lib"), stage.resolve("usr/share/doc/sessionlog"));
    assertEquals(
        Files.readString(Path.of("src/licenses/copyright")),
        Files.readString(stage.resolve("usr/share/doc/sessionlog/copyright")));
    everyPathIsThere(stage, Path.of("src/install"));
    everyPathIsThere(stage, Path.of("docs"));
    everyPathIsThere(stage, Path.of("scripts"));
  }

  /** What scripts and pages say of where a page is installed. */
  private static void everyPathIsThere(Path stage, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher path = INSTALLED.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (path.find()) {
          assertTrue(Files.exists(stage.resolve(path.group(1))), file + ": " + path.group());
        }
      }
    }
  }

  private static void everyLinkResolves(Path pages) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(pages)) {
      all = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    assertTrue(all.size() > 8, all::toString);
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : all) {
      Matcher link = LINK.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
      while (link.find()) {
        String target = link.group(1) == null ? link.group(2) : link.group(1);
        if (!target.matches("(https?|mailto):.*")) {
          links++;
          if (!leadsSomewhere(page, target)) {
            dead.add(pages.relativize(page) + ": " + target);
          }
        }
      }
    }
    assertEquals(List.of(), dead);
    assertTrue(links > 30, links + " links");
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    if (!Files.isReadable(file)) {
      return false;
    }
    return parts.length < 2
        || HEADING
            .matcher(Files.readString(file))
            .results()
            .anyMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
  }

  /** The name that a page's readers give a heading. */
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }
}
