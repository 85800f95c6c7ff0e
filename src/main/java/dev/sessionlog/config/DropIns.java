package dev.sessionlog.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder {@code config.d} beside a configuration file. A drop-in counts as much as the file
 * itself, so whoever may not write that file may not write a drop-in either.
 */
final class DropIns {
  static final String FOLDER = "config.d";

  private static final int MOST = 256;
  private static final int WRITE_GROUP = 0020;
  private static final int WRITE_OTHERS = 0002;

  private final Path main;
  private final Facts required;
  private final List<String> problems = new ArrayList<>();

  /** Who owns a file, and who may write it. */
  private record Facts(int owner, int group, int mode) {
    static Facts of(Path path) throws IOException {
      Map<String, Object> found = Files.readAttributes(path, "unix:uid,gid,mode");
      return new Facts((int) found.get("uid"), (int) found.get("gid"), (int) found.get("mode"));
    }

    boolean writes(int bit) {
      return (mode & bit) != 0;
    }
  }

  private DropIns(Path main, Facts required) {
    this.main = main;
    this.required = required;
  }

  /**
   * Returns the drop-ins beside a main file in the order of their names, whether or not that file
   * exists: the names that end in {@code .toml} and do not begin with a dot.
   *
   * @throws ConfigurationException if one of them, or their folder, may not be used
   */
  static List<Path> beside(Path main) throws ConfigurationException {
    Path folder = main.resolveSibling(FOLDER);
    if (Files.notExists(folder)) {
      return List.of();
    }
    try {
      Facts required = Facts.of(Files.exists(main) ? main : folder.resolveSibling("."));
      return new DropIns(main, required).in(folder);
    } catch (NoSuchFileException removedMeanwhile) {
      return List.of();
    } catch (AccessDeniedException e) {
      throw new ConfigurationException(List.of(folder + ": permission denied"));
    } catch (NotDirectoryException e) {
      throw new ConfigurationException(List.of(folder + ": is not a directory"));
    } catch (IOException e) {
      throw new ConfigurationException(List.of(folder + ": cannot be read: " + e.getMessage()));
    }
  }

  private List<Path> in(Path folder) throws IOException, ConfigurationException {
    List<Path> found = new ArrayList<>();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString()); // a named pipe would be waited for
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, DropIns::isDropIn)) {
      for (Path entry : entries) {
        found.add(entry);
        if (found.size() > MOST) {
          throw new ConfigurationException(
              List.of(folder + ": has more than " + MOST + " drop-ins"));
        }
      }
    }
    if (!found.isEmpty()) {
      check(folder, Facts.of(folder));
    }
    found.sort(Path::compareTo);
    for (Path dropIn : found) {
      try {
        check(dropIn, Facts.of(dropIn));
      } catch (NoSuchFileException danglingLink) {
        // Reading it says so.
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return found;
  }

  private static boolean isDropIn(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".toml") && !name.startsWith(".");
  }

  private void check(Path path, Facts facts) {
    if (facts.owner() != 0 && facts.owner() != required.owner()) {
      problems.add(
          path + ": belongs to user " + facts.owner() + ", expected root or the owner of " + main);
    }
    boolean byGroup =
        facts.writes(WRITE_GROUP)
            && !(required.writes(WRITE_GROUP) && facts.group() == required.group());
    boolean byOthers = facts.writes(WRITE_OTHERS) && !required.writes(WRITE_OTHERS);
    if (byGroup || byOthers) {
      problems.add(
          path
              + ": may be written by "
              + (byOthers ? "others" : "its group")
              + " who may not write "
              + main
              + ", expected no such right: chmod go-w "
              + path);
    }
  }
}
