package dev.sessionlog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropInsTest {
  @TempDir Path dir;
  private Path main;
  private Path folder;

  @BeforeEach
  void folder() throws IOException {
    main = dir.resolve("sessionlog.toml");
    folder = Files.createDirectory(dir.resolve("config.d"));
    mode("rwxr-xr-x", folder);
  }

  private Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return mode("rw-r--r--", file);
  }

  private static Path mode(String mode, Path file) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private ConfigurationSource source() {
    return ConfigurationSource.of(Map.of(), 1000, dir, SystemPaths.STANDARD).withFile(main);
  }

  private Configuration load() throws ConfigurationException {
    return Configuration.load(source());
  }

  private List<String> problems() {
    return assertThrows(ConfigurationException.class, this::load).problems();
  }

  private static String origin(Configuration configuration, String key) {
    return configuration.settings().stream()
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow()
        .origin()
        .text();
  }

  @Test
  void theLastOneByNameWinsAndEachValueNamesItsFile() throws Exception {
    write(main, "[login]\nnotice = 'main'\nexempt_users = ['a']\n[pipe]\nsize = '2MiB'\n");
    Path last = write(folder.resolve("90-site.toml"), "[login]\nnotice = 'ninety'\n");
    Path first =
        write(folder.resolve("10-role.toml"), "[login]\n\nnotice = 'ten'\nexempt_users = ['b']\n");

    Configuration configuration = load();

    assertEquals("ninety", configuration.login().notice());
    assertEquals(last + ":2", origin(configuration, "login.notice"));
    assertEquals(first + ":4", origin(configuration, "login.exempt_users"));
    assertEquals(main + ":5", origin(configuration, "pipe.size"));
    assertEquals(
        new ConfigurationFiles(Optional.of(main), List.of(first, last)), configuration.files());
  }

  @Test
  void whatEditorsAndPackageManagersLeaveIsNoDropIn() throws Exception {
    write(main, "");
    for (String name : List.of(".#a.toml", ".a.toml", "a.toml~", "a.toml.dpkg-new", "README")) {
      write(folder.resolve(name), "nonsense");
    }

    assertEquals(List.of(), load().files().dropIns());
  }

  @Test
  void dropInsNeedNoMainFile() throws Exception {
    Path home = Files.createDirectories(dir.resolve(".config/sessionlog/config.d"));
    mode("rwxr-xr-x", home);
    mode("rwxr-xr-x", home.getParent());
    write(home.resolve("a.toml"), "[login]\nnotice = 'alone'\n");
    SystemPaths none = new SystemPaths(dir.resolve("r"), dir.resolve("s"), main, dir);

    Configuration found = Configuration.load(ConfigurationSource.of(Map.of(), 1000, dir, none));

    assertEquals("alone", found.login().notice());
    assertEquals(Optional.empty(), found.file());
  }

  @Test
  void anErrorNamesTheDropInAndItsLineAlsoWhereALaterOneIsRight() throws Exception {
    write(main, "");
    Path wrong = write(folder.resolve("10.toml"), "[pipe]\nsize = 'x'\n[lgo]\n");
    write(folder.resolve("20.toml"), "[pipe]\nsize = '1MiB'\n");
    Path mode = write(folder.resolve("30.toml"), "[pipe]\n\nmode = '0600'\n");

    List<String> problems = problems();

    assertEquals(2, problems.size(), problems::toString);
    assertEquals(wrong + ":3:1: lgo: unknown key, did you mean log?", problems.get(0));
    assertEquals(wrong + ":2:1: pipe.size:", problems.get(1).split(" \"", 2)[0]);

    Files.delete(wrong);
    ConfigurationException inSystemMode =
        assertThrows(ConfigurationException.class, () -> Configuration.load(source().withSystem()));
    assertEquals(mode + ":3: pipe.mode", inSystemMode.problems().get(0).split(": in ", 2)[0]);
  }

  @Test
  void aFileThatACollectorWroteStandsAlone() throws Exception {
    write(main, "");
    write(folder.resolve("10.toml"), "nonsense");

    assertEquals(List.of(), Configuration.load(source().withoutDropIns()).files().dropIns());
  }

  @Test
  void whoMayNotWriteTheMainFileMayNotWriteADropIn() throws Exception {
    write(main, "");
    Path dropIn = write(folder.resolve("10.toml"), "");
    mode("rw-rw-rw-", dropIn);
    String wrong =
        ": may be written by others who may not write "
            + main
            + ", expected no such right: chmod go-w ";
    assertEquals(List.of(dropIn + wrong + dropIn), problems());
    mode("rw-rw-r--", dropIn);
    assertEquals(List.of(dropIn + wrong.replace("others", "its group") + dropIn), problems());
    mode("rw-rw-r--", main);
    load();
    mode("rwxrwxrwx", folder);
    assertEquals(List.of(folder + wrong + folder), problems());
  }

  @Test
  void aDropInOfAnotherUserIsNotUsed() throws Exception {
    assumeTrue(Files.getAttribute(dir, "unix:uid").equals(0), "needs root");
    write(main, "");
    Path dropIn = write(folder.resolve("10.toml"), "");
    Files.setAttribute(dropIn, "unix:uid", 61001);
    Files.setAttribute(folder, "unix:uid", 61001);
    String wrong = ": belongs to user 61001, expected root or the owner of " + main;
    assertEquals(List.of(folder + wrong, dropIn + wrong), problems());
    Files.setAttribute(main, "unix:uid", 61001);
    load();
  }

  @Test
  void whatIsNoFolderAndALinkToNothingAreErrors() throws Exception {
    write(main, "");
    Path link = Files.createSymbolicLink(folder.resolve("a.toml"), dir.resolve("gone"));
    assertEquals(List.of(link + ": no such file"), problems());
    Files.delete(link);
    Files.delete(folder);
    Files.writeString(folder, "");
    assertEquals(List.of(folder + ": is not a directory"), problems());
  }
}
