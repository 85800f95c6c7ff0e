package dev.sessionlog.archive;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes for archives in S3: those of package {@code s3}, and the jars in {@code lib/s3} that
 * they need, which come apart from the program. No other command knows of them.
 */
final class S3Classes {
  private static final String STORE = "dev.sessionlog.archive.s3.S3Store";
  private static final String OURS = "dev.sessionlog.archive.s3.";

  private S3Classes() {}

  /** Made once, when it is first needed: a class loader is never quite forgotten. */
  private static final class Holder {
    static final ClassLoader LOADER = loader();

    private static ClassLoader loader() {
      try {
        Path program =
            Path.of(S3Classes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<URL> urls = new ArrayList<>(jars(folder(program)));
        urls.add(program.toUri().toURL());
        return new OwnFirst(urls.toArray(URL[]::new));
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("the program cannot find itself", e);
      }
    }
  }

  private static Path folder(Path program) {
    return program.resolveSibling("s3");
  }

  private static List<URL> jars(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        jars.add(url(file));
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return jars;
    }
    return jars;
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  /** The package's classes see what is in {@code lib/s3}; the program's other classes do not. */
  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL[] urls) {
      super(urls, S3Classes.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }

  /** Opens an archive in S3. */
  static ArchiveStore open(ArchiveUrl.S3 url, ArchiveAccess access) throws IOException {
    try {
      return (ArchiveStore)
          Holder.LOADER
              .loadClass(STORE)
              .getMethod("open", ArchiveUrl.S3.class, ArchiveAccess.class)
              .invoke(null, url, access);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException trouble) {
        throw trouble;
      }
      throw missing(url, e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw missing(url, e);
    }
  }

  private static ArchiveException missing(ArchiveUrl url, Throwable cause) {
    if (cause instanceof RuntimeException other) {
      throw other;
    }
    return new ArchiveException(
        ArchiveException.Kind.UNFIT,
        url
            + ": what it needs is not installed; unpack sessionlog-s3-VERSION.tar.gz beside the"
            + " program's lib, see docs/fleet.md",
        cause);
  }
}
