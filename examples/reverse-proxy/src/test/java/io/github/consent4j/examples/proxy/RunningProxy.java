package io.github.consent4j.examples.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A proxy on a free port, which is talked to over sockets. */
final class RunningProxy implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  RunningProxy(String... properties) {
    context =
        new SpringApplicationBuilder(ReverseProxy.class)
            .run(
                Stream.concat(
                        Stream.of("server.port=0", "proxy.management.port=0"),
                        Arrays.stream(properties))
                    .map(property -> "--" + property)
                    .toArray(String[]::new));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends a request, and returns all that comes until the connection ends. */
  String ask(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Asks a host for a path, and returns all that comes. */
  String get(String host, String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  /** Closes the connections to sites that no request uses. */
  void closeIdle() {
    context.getBean(Clients.class).closeIdle();
  }

  /** Asks for the state of the proxy, and returns the status and the body. */
  String management(String path) throws IOException {
    URL url =
        URI.create("http://127.0.0.1:" + context.getBean(ManagementServer.class).port() + path)
            .toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return status + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
