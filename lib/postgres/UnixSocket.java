package postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * A connection by a Unix socket in the words of {@link Socket}, which JDBC asks for. What is set of
 * TCP is ignored, and so is a limit for a read: nobody here sets one.
 */
final class UnixSocket extends Socket {
  private final UnixDomainSocketAddress address;
  private SocketChannel channel;

  private UnixSocket(Path path) {
    address = UnixDomainSocketAddress.of(path);
  }

  /** Makes them for JDBC, which knows it by its name, and makes it with the socket's path. */
  public static final class Factory extends SocketFactory {
    private final Path path;

    /**
     * @param path the socket's
     */
    public Factory(String path) {
      this.path = Path.of(path);
    }

    /** Has JDBC come in by this socket. */
    static void tell(Properties jdbc, Path path) {
      jdbc.setProperty("socketFactory", Factory.class.getName());
      jdbc.setProperty("socketFactoryArg", path.toString());
      jdbc.setProperty("sslmode", "disable");
      jdbc.setProperty("gssEncMode", "disable");
    }

    @Override
    public Socket createSocket() {
      return new UnixSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return connected();
    }

    private Socket connected() throws IOException {
      Socket socket = createSocket();
      socket.connect(null);
      return socket;
    }
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  /** Wherever that leads to. A local socket answers at once or not at all. */
  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    channel = SocketChannel.open(address);
  }

  @Override
  public boolean isConnected() {
    return channel != null;
  }

  @Override
  public boolean isClosed() {
    return channel != null && !channel.isOpen();
  }

  @Override
  public InputStream getInputStream() {
    return Channels.newInputStream(channel);
  }

  @Override
  public OutputStream getOutputStream() {
    return Channels.newOutputStream(channel);
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return address;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public void setSoTimeout(int milliseconds) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
