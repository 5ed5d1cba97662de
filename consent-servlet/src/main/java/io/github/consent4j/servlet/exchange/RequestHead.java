package io.github.consent4j.servlet.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as the server has received it, whatever kind of server that is. Belongs to one
 * request; as thread-safe as the server's own request.
 */
public interface RequestHead {

  /** Returns the method, such as {@code GET}. */
  String method();

  /** Returns the scheme, with the server's own idea of the proxies in front of it. */
  String scheme();

  /** Returns the name of the host without a port. */
  String serverName();

  /** Returns the port that the browser has named, or the usual one of the scheme. */
  int serverPort();

  /** Returns the port at which the server has accepted the connection. */
  int localPort();

  /** Returns the protocol with its version, such as {@code HTTP/1.1}. */
  String protocol();

  /** Returns the address of the other side of the connection; null if it is unknown. */
  @Nullable String remoteAddress();

  /** Returns the path of the application, without a slash at its end; empty for the root. */
  String contextPath();

  /** Returns the path within the application, decoded once, and without path parameters. */
  String pathInApplication();

  /** Returns the path and query of this request, as they were sent. */
  String target();

  /** Returns the query, as it was sent; null if there is none. */
  @Nullable String query();

  /**
   * Returns the path and query that the browser has requested. They differ from those of this
   * request in a dispatch within the server.
   */
  String address();

  /** Returns whether the request comes from the browser, and not from a dispatch of the server. */
  boolean isFirst();

  /** Returns the first value of a header; null if the request does not contain it. */
  @Nullable String header(String name);

  /** Returns all values of a header; empty if the request does not contain it. */
  List<String> headers(String name);

  /** Returns the value of an attribute that lives as long as the request; null if it is not set. */
  @Nullable Object attribute(String name);

  /** Sets an attribute. */
  void setAttribute(String name, Object value);

  /** Returns the visitor's session; null if there is none. Never creates one. */
  @Nullable Session session();

  /** Returns the content type of the body; null if it is not declared. */
  @Nullable String contentType();

  /** Returns the declared length of the body; negative if it is not declared. */
  long contentLength();

  /** Returns the body, which can be read once. */
  InputStream body() throws IOException;

  /** Returns the first value of a parameter of the query; null if it is missing. */
  @Nullable String parameter(String name);

  /** Returns the parameters of the query, and of a form that somebody else has read. */
  Map<String, String[]> parameters();

  /**
   * The session of a visitor. Its methods throw {@link IllegalStateException} if it has ended
   * meanwhile.
   */
  interface Session {

    /** Returns the value of an attribute; null if it is not set. */
    @Nullable Object attribute(String name);

    /** Sets an attribute. */
    void setAttribute(String name, Object value);

    /** Removes an attribute. */
    void removeAttribute(String name);
  }
}
