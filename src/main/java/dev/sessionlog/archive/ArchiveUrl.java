package dev.sessionlog.archive;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where an archive is, as {@code archive.url} of the configuration and {@code --archive} say it:
 * {@code file:///srv/archive} or {@code s3://bucket/prefix}.
 */
public sealed interface ArchiveUrl {
  /** What is expected, for messages. */
  String EXPECTED = "expected \"file:///folder\" or \"s3://bucket/prefix\"";

  /**
   * A folder, of this machine or of another that is mounted.
   *
   * @param path the folder, absolute
   */
  record Folder(Path path) implements ArchiveUrl {
    @Override
    public String toString() {
      return "file://" + path;
    }
  }

  /**
   * A place in a bucket of a store that speaks S3.
   *
   * @param bucket its name
   * @param prefix what all names there begin with; empty, or with a slash at its end
   */
  record S3(String bucket, String prefix) implements ArchiveUrl {
    @Override
    public String toString() {
      String all = "s3://" + bucket + "/" + prefix;
      return all.substring(0, all.length() - 1);
    }
  }

  /**
   * Reads the text of one.
   *
   * @throws IllegalArgumentException when it is none, with one line that says why
   */
  static ArchiveUrl parse(String text) {
    URI uri = uri(text);
    String scheme = uri.getScheme();
    if (scheme == null) {
      throw wrong(text, "has no scheme");
    }
    if (uri.getQuery() != null || uri.getFragment() != null || uri.getUserInfo() != null) {
      throw wrong(text, "has more in it than a place");
    }
    return switch (scheme) {
      case "file" -> folder(text, uri);
      case "s3" -> s3(text, uri);
      default -> throw wrong(text, "has the unknown scheme \"" + scheme + "\"");
    };
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrong(text, "is no URL");
    }
  }

  private static ArchiveUrl folder(String text, URI uri) {
    String path = uri.getPath();
    boolean elsewhere = uri.getAuthority() != null && !uri.getAuthority().isEmpty();
    if (path == null || elsewhere) {
      throw wrong(text, "names no folder of this machine; a path begins after three slashes");
    }
    Path folder = Path.of(path).normalize();
    if (folder.getNameCount() == 0) {
      throw wrong(text, "names the root of all files");
    }
    return new Folder(folder);
  }

  private static ArchiveUrl s3(String text, URI uri) {
    String bucket = uri.getAuthority() == null ? "" : uri.getAuthority();
    if (!Pattern.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket)) {
      throw wrong(text, "names no bucket");
    }
    String prefix = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
    if (!prefix.matches("([A-Za-z0-9._=-]+(/[A-Za-z0-9._=-]+)*)?")
        || prefix.matches("(.*/)?\\.{1,2}(/.*)?")) {
      throw wrong(
          text, "has a prefix with other characters than letters, digits, and any of . _ = - /");
    }
    return new S3(bucket, prefix.isEmpty() ? "" : prefix + "/");
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("\"" + text + "\" " + why + ", " + EXPECTED);
  }
}
