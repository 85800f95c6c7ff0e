package dev.sessionlog.archive.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway before a store, which does what gateways do when they are not well. */
public final class FaultyGateway implements Closeable {
  private static final long A_WHILE_MILLIS = 100;

  private final ServerSocket server;
  private final URI store;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Mood mood = Mood.WELL;

  private FaultyGateway(ServerSocket server, URI store) {
    this.server = server;
    this.store = store;
  }

  /** Starts one that is well. */
  public static FaultyGateway before(String store) throws IOException {
    FaultyGateway gateway =
        new FaultyGateway(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(store));
    thread(gateway::accept);
    return gateway;
  }

  /** Returns its address. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Changes how it is, from the next request on. */
  public void is(Mood next) {
    mood = next;
  }

  private static void thread(Runnable body) {
    Thread thread = new Thread(body, "gateway");
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

  /** A request, whose body is still to be read. */
  private record Request(String head, InputStream rest) {
    /** Reads no byte of the body. */
    static Optional<Request> read(InputStream in) throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return Optional.empty();
        }
        head.write(next);
      }
      return Optional.of(new Request(head.toString(ISO_8859_1), in));
    }

    String line() {
      return head.substring(0, head.indexOf('\r'));
    }

    String method() {
      return head.substring(0, head.indexOf(' '));
    }

    Optional<String> header(String name) {
      Matcher found = Pattern.compile("(?im)^" + name + ": *(.*?)\r?\n").matcher(head);
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    int length() {
      return header("Content-Length").map(Integer::parseInt).orElse(0);
    }

    /** One request a connection: then the mood of the moment is that of each. */
    byte[] onlyOne() {
      return head.replaceAll("(?im)^Connection: .*\r\n", "")
          .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
          .getBytes(ISO_8859_1);
    }
  }

  private void serve(Socket client) {
    try (client) {
      if (mood == Mood.IS_STUCK) {
        closed.await();
        return;
      }
      Optional<Request> request = Request.read(client.getInputStream());
      if (request.isPresent()) {
        Mood now = mood.hits(request.get().line()) ? mood : Mood.WELL;
        if (now.answer().isEmpty()) {
          pass(client, request.get(), now);
        } else {
          answer(client, request.get(), now);
        }
      }
    } catch (IOException ended) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(Socket client, Request request, Mood now)
      throws IOException, InterruptedException {
    if (now == Mood.IS_SILENT) {
      request.rest().transferTo(OutputStream.nullOutputStream());
      return;
    }
    try (Socket behind = new Socket(store.getHost(), store.getPort())) {
      OutputStream out = behind.getOutputStream();
      out.write(request.onlyOne());
      if (now == Mood.CUTS_REQUESTS) {
        go(client, request);
        out.write(request.rest().readNBytes(request.length() / 2));
        return;
      }
      thread(() -> copy(client, behind));
      byte[] first = behind.getInputStream().readNBytes(1);
      if (now != Mood.CUTS_ANSWERS) {
        client.getOutputStream().write(first);
        back(behind.getInputStream(), client, now);
      } else {
        behind.getInputStream().readNBytes(100); // which may be after a 100 Continue
      }
    }
  }

  private void back(InputStream from, Socket client, Mood now)
      throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    if (now == Mood.IS_SLOW) {
      for (int next = from.read(); next >= 0; next = from.read()) {
        out.write(next);
        if (closed.await(A_WHILE_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } else if (now.isOfObjects()) {
      change(from.readAllBytes(), out, now);
    } else {
      from.transferTo(out);
    }
  }

  /** Changes the body of an answer, which begins with its second byte. */
  private static void change(byte[] answer, OutputStream out, Mood now) throws IOException {
    String text = new String(answer, ISO_8859_1);
    int begin = text.indexOf("\r\n\r\n") + 4;
    int half = (answer.length - begin) / 2;
    switch (now) {
      case CUTS_OBJECTS -> out.write(answer, 0, begin + half);
      case SHORTENS_OBJECTS -> {
        String head =
            text.substring(0, begin)
                .replaceAll("(?im)^Content-Length: .*\r", "Content-Length: " + half + "\r");
        out.write(head.getBytes(ISO_8859_1));
        out.write(answer, begin, half);
      }
      default -> {
        byte[] other = Arrays.copyOf(answer, answer.length);
        if (other.length > begin) {
          other[begin + half] ^= 1;
        }
        out.write(other);
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      return;
    }
  }

  /** Lets a client send the body that it asks whether to send. */
  private static void go(Socket client, Request request) throws IOException {
    if (request.header("Expect").isPresent()) {
      client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    }
  }

  private static void answer(Socket client, Request request, Mood now) throws IOException {
    go(client, request);
    request.rest().readNBytes(request.length());
    String code = now.answer().substring(4);
    boolean error = !code.equals("OK");
    String body =
        error && !request.method().equals("HEAD")
            ? "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>"
            : "";
    String tag =
        now == Mood.LIES_WELL || now == Mood.LOSES_TYPESCRIPTS
            ? request
                .header("Content-MD5")
                .map(md5 -> HexFormat.of().formatHex(Base64.getDecoder().decode(md5)))
                .orElse("0")
            : "0";
    String head =
        "HTTP/1.1 "
            + now.answer()
            + "\r\nETag: \""
            + tag
            + "\"\r\nContent-Type: application/xml\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write((head + body).getBytes(ISO_8859_1));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
