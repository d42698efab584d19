package tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on 127.0.0.1, as companies have one: it tunnels, and what is asked for over plain HTTP it
 * takes from one server, whichever was named.
 */
final class ForwardProxy implements AutoCloseable {
  private static final String END = "\r\n\r\n";

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final URI server;

  /**
   * @param server the one that answers plain HTTP
   */
  ForwardProxy(String server) throws IOException {
    this.server = URI.create(server);
    inBackground(this::accept);
  }

  /** Its address, as {@code https_proxy} has it. */
  String address() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** The first line of each request. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // The other side is gone, or the test has ended: so has this connection.
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      inBackground(() -> answer(client));
    }
  }

  private void answer(Socket client) throws IOException {
    try (client) {
      String head = head(client.getInputStream());
      String[] request = head.lines().findFirst().orElse("").split(" ", 3);
      if (request.length < 3) {
        return;
      }
      asked.add(request[0] + " " + request[1]);
      if (request[0].equals("CONNECT")) {
        String[] target = request[1].split(":", 2);
        try (Socket other = new Socket(target[0], Integer.parseInt(target[1]))) {
          client
              .getOutputStream()
              .write(("HTTP/1.1 200 OK" + END).getBytes(StandardCharsets.UTF_8));
          join(client, other);
        }
      } else {
        try (Socket other = new Socket(server.getHost(), server.getPort())) {
          String path = URI.create(request[1]).getRawPath();
          String ask = request[0] + " " + path + " HTTP/1.0" + END;
          other.getOutputStream().write(ask.getBytes(StandardCharsets.UTF_8));
          other.getInputStream().transferTo(client.getOutputStream());
        }
      }
    }
  }

  private static void join(Socket client, Socket other) throws IOException {
    inBackground(
        () -> {
          client.getInputStream().transferTo(other.getOutputStream());
          other.shutdownOutput();
        });
    other.getInputStream().transferTo(client.getOutputStream());
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.UTF_8).endsWith(END)) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.UTF_8);
  }
}
