package tests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on 127.0.0.1 that gives the files of a folder, and lists no folders. */
final class FileServer implements AutoCloseable {
  private final Path folder;
  private final String prefix;
  private final HttpServer server;
  private final List<String> missed = new CopyOnWriteArrayList<>();

  /**
   * @param folder whose files are given
   * @param prefix the path under which they are, with slashes around it
   */
  FileServer(Path folder, String prefix) throws IOException {
    this.folder = folder;
    this.prefix = prefix;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(prefix, this::answer);
    server.start();
  }

  /** The address of its top, without a slash at the end. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The paths that were asked for and are no files. */
  List<String> missed() {
    return List.copyOf(missed);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(prefix.length());
      Path file = folder.resolve(path).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        missed.add(path);
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] bytes = Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
