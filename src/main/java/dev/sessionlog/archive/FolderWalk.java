package dev.sessionlog.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A walk through the objects of a folder in the order of the bytes of their names, as stores list
 * them: there {@code a.b} stands before {@code a/b}. Used once.
 */
final class FolderWalk {
  /** How the names of all objects end, and those of no folder. */
  private static final List<String> ENDINGS = List.of(".json", ".gz");

  private final Path root;
  private final String prefix;
  private final String after;
  private final int most;
  private final Look look;
  private final List<ArchiveStore.Entry> found = new ArrayList<>();

  /** What is looked at. */
  private enum Look {
    /** Everything. */
    ALL,
    /** What does not have the name of an object; of others the name is believed. */
    NOT_OBJECTS
  }

  private FolderWalk(Path root, String prefix, String after, int most, Look look) {
    this.root = root;
    this.prefix = prefix;
    this.after = after;
    this.most = most;
    this.look = look;
  }

  static List<ArchiveStore.Entry> entries(Path root, String prefix, String after, int most)
      throws IOException {
    return new FolderWalk(root, prefix, after, most, Look.ALL).walk();
  }

  static List<String> names(Path root, String prefix, String after, int most) throws IOException {
    return new FolderWalk(root, prefix, after, most, Look.NOT_OBJECTS)
        .walk().stream().map(ArchiveStore.Entry::name).toList();
  }

  private List<ArchiveStore.Entry> walk() throws IOException {
    String above = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    walk(above.isEmpty() ? root : root.resolve(above), above);
    return found;
  }

  /** A child under its name, which ends with a slash for a folder. */
  private record Child(Path path, String name, long size) {
    boolean isFolder() {
      return name.endsWith("/");
    }
  }

  private void walk(Path folder, String above) throws IOException {
    for (Child child : sorted(folder, above)) {
      String name = above + child.name();
      if (child.isFolder()) {
        boolean hasFurther = name.compareTo(after) > 0 || after.startsWith(name);
        if (hasFurther && (name.startsWith(prefix) || prefix.startsWith(name))) {
          walk(child.path(), name);
        }
      } else if (name.startsWith(prefix) && name.compareTo(after) > 0) {
        found.add(new ArchiveStore.Entry(name, child.size()));
      }
      if (found.size() >= most) {
        return;
      }
    }
  }

  /** What is neither file nor folder, or hidden, is no object. */
  private List<Child> sorted(Path folder, String above) throws IOException {
    List<Child> children = new ArrayList<>();
    for (Path path : children(folder)) {
      String name = path.getFileName().toString();
      if (name.startsWith(".") || isBefore(above + name)) {
        continue;
      }
      if (look == Look.NOT_OBJECTS && ENDINGS.stream().anyMatch(name::endsWith)) {
        children.add(new Child(path, name, 0));
        continue;
      }
      try {
        BasicFileAttributes facts =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (facts.isDirectory()) {
          children.add(new Child(path, name + "/", 0));
        } else if (facts.isRegularFile()) {
          children.add(new Child(path, name, facts.size()));
        }
      } catch (NoSuchFileException gone) {
        // The archive's owner expires what is old.
      }
    }
    children.sort((a, b) -> a.name().compareTo(b.name()));
    return children;
  }

  /** Whether neither a file of that name nor anything in a folder of it is still to come. */
  private boolean isBefore(String name) {
    String inside = name + "/";
    return name.compareTo(after) <= 0 && inside.compareTo(after) < 0 && !after.startsWith(inside);
  }

  /** Returns what a folder holds, in no order; nothing when it is not there. */
  static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return children; // a named pipe in its place would be waited for
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(children::add);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return children;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }
}
