package dev.sessionlog.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An s3proxy, which is another's implementation of S3, as a process of its own on a free port of
 * loopback. Its input ends with this JVM, and so does it.
 */
public final class S3Server implements Closeable {
  private static final Path JAR = Path.of("target/test-tools/s3proxy.jar").toAbsolutePath();
  private static final Pattern LISTENS = Pattern.compile("ServerConnector.*\\{127.0.0.1:(\\d+)\\}");

  /** Java as a child that dies with the one who holds the pipe. */
  private static final String UNTIL_INPUT_ENDS = "\"$@\" </dev/null & cat >/dev/null; kill -9 $!";

  private final Process process;
  private final Path folder;
  private final int port;

  private S3Server(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts one that keeps what it has in memory, and waits until it listens. */
  static S3Server inMemory() throws IOException {
    return start(0, "jclouds.provider=transient-nio2");
  }

  /**
   * Starts one that keeps what it has in a folder, and waits until it listens.
   *
   * @param port where; 0 for any that is free
   */
  static S3Server in(Path content, int port) throws IOException {
    return start(port, "jclouds.provider=filesystem-nio2", "jclouds.filesystem.basedir=" + content);
  }

  private static S3Server start(int port, String... provider) throws IOException {
    if (Files.notExists(JAR)) {
      throw new IOException(JAR + ": not there; Maven fetches it in process-test-resources");
    }
    Path folder = Files.createTempDirectory("sessionlog-s3proxy-");
    Path settings = folder.resolve("properties");
    List<String> access =
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.authorization=aws-v4",
            "s3proxy.identity=AK1",
            "s3proxy.credential=SK1");
    Files.write(settings, Stream.concat(access.stream(), Stream.of(provider)).toList());
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                UNTIL_INPUT_ENDS,
                "s3proxy",
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .start();
    StringBuilder said = new StringBuilder();
    BufferedReader out = process.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        discard(out);
        return new S3Server(process, folder, Integer.parseInt(listens.group(1)));
      }
    }
    throw new IOException("s3proxy did not start: " + said);
  }

  /** It would wait for whoever does not read what it says. */
  private static void discard(BufferedReader out) {
    Thread thread = new Thread(() -> out.lines().forEach(line -> {}), "s3proxy's output");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return port;
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** Kills it, as a machine that loses its power does. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IOException("s3proxy does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(folder.resolve("properties"));
    Files.deleteIfExists(folder);
  }
}
