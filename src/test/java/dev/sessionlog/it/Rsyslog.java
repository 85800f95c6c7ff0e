package dev.sessionlog.it;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real rsyslog of the test's own, on a port of the loopback, configured as the docs say. */
final class Rsyslog implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/rsyslogd");

  private final Path folder;
  private final int port;
  private Process process;

  private Rsyslog(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.process = start();
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts one that keeps what it gets in {@code folder}. */
  static Rsyslog in(Path folder) throws IOException {
    Files.createDirectories(folder);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("rsyslog.conf"),
        example("rsyslog.conf")
            .replace("port=\"10514\"", "port=\"" + port + "\"")
            .replace("/var/log/sessions", folder.resolve("sessions").toString()));
    return new Rsyslog(folder, port);
  }

  /** Returns a file of the docs, as they are packed with the program. */
  private static String example(String name) throws IOException {
    Path docs = Path.of(System.getProperty("sessionlog.home"), "docs");
    return Files.readString(docs.resolve("shipping").resolve(name));
  }

  /** Returns the configuration that ships to it. */
  String logbackXml() throws IOException {
    return example("logback.xml").replace("127.0.0.1:10514", "127.0.0.1:" + port);
  }

  private Process start() throws IOException {
    Process started =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-n",
                "-f",
                folder.resolve("rsyslog.conf").toString(),
                "-i",
                folder.resolve("rsyslog.pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
            .start();
    Installation.awaitValue("rsyslog to listen", this::listening);
    return started;
  }

  private Optional<Boolean> listening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return Optional.of(socket.isConnected());
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** Kills it, so that it has no time to say good-bye. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void restart() throws IOException {
    Files.deleteIfExists(folder.resolve("rsyslog.pid"));
    process = start();
  }

  /** Makes it stop reading, with its connections open. */
  void freeze() throws IOException, InterruptedException {
    Installation.kill(process.pid(), "STOP");
  }

  void thaw() throws IOException, InterruptedException {
    Installation.kill(process.pid(), "CONT");
  }

  /** Returns the file with the checkpoints that it got. */
  Path anchor() {
    return folder.resolve("sessions.anchor");
  }

  /** Returns what it got, each line as its fields. */
  List<Map<String, String>> received() throws IOException {
    List<Map<String, String>> received = new ArrayList<>();
    try (InputStream file = Files.newInputStream(folder.resolve("sessions.json"))) {
      String whole = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : whole.substring(0, whole.lastIndexOf('\n') + 1).lines().toList()) {
        received.add(fields(line));
      }
    } catch (NoSuchFileException nothing) {
      return received;
    }
    return received;
  }

  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue()) {
          fields.put(json.currentName(), json.getText());
        }
      }
    }
    return fields;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
