package dev.sessionlog.archive.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A gateway before a store, which does what gateways do when they are not well. */
final class FaultyGateway implements Closeable {
  private final ServerSocket server;
  private final URI store;
  private volatile Mood mood = Mood.WELL;

  /** What it does with a request. */
  enum Mood {
    /** It passes all on. */
    WELL,
    /** It passes a request on, and cuts the connection before the answer. */
    CUT_ANSWER,
    /** It passes half of a request on. */
    CUT_REQUEST,
    /** It says 500. */
    FAILS,
    /** It says nothing. */
    SILENT,
    /** It says that all is well, and passes nothing on. */
    LIES
  }

  private FaultyGateway(ServerSocket server, URI store) {
    this.server = server;
    this.store = store;
  }

  static FaultyGateway before(String store) throws IOException {
    FaultyGateway gateway =
        new FaultyGateway(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(store));
    thread(gateway::accept);
    return gateway;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  void is(Mood next) {
    mood = next;
  }

  private static void thread(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        thread(() -> serve(client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket behind = new Socket(store.getHost(), store.getPort())) {
      switch (mood) {
        case WELL -> {
          thread(() -> copy(behind, client, Long.MAX_VALUE));
          copy(client, behind, Long.MAX_VALUE);
        }
        case CUT_ANSWER -> {
          client.setSoTimeout(300);
          copy(client, behind, Long.MAX_VALUE);
          behind.getInputStream().read();
        }
        case CUT_REQUEST -> copy(client, behind, 200);
        case FAILS -> answer(client, "500 Internal Server Error");
        case LIES -> answer(client, "200 OK");
        case SILENT -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException ended) {
      return;
    }
  }

  private static void copy(Socket from, Socket to, long most) {
    try {
      InputStream in = from.getInputStream();
      byte[] block = new byte[8192];
      long left = most;
      for (int n = in.read(block, 0, (int) Math.min(block.length, left));
          n >= 0 && left > 0;
          n = in.read(block, 0, (int) Math.min(block.length, left))) {
        to.getOutputStream().write(block, 0, n);
        left -= n;
        if (left <= 0) {
          return;
        }
      }
      to.shutdownOutput();
    } catch (IOException ended) {
      return;
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    client.setSoTimeout(300);
    try {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException allWasRead) {
      // It waits for the answer now.
    }
    String head =
        "HTTP/1.1 " + status + "\r\nETag: \"0\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
