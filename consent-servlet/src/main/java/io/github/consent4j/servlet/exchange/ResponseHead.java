package io.github.consent4j.servlet.exchange;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The status and headers of one response, whatever kind of server sends it. Not thread-safe. Names
 * of headers are not case-sensitive.
 */
public interface ResponseHead {

  /** Returns the status. */
  int status();

  /** Sets the status. */
  void setStatus(int status);

  /** Returns the first value of a header; null if the response does not contain it. */
  @Nullable String header(String name);

  /** Returns all values of a header; empty if the response does not contain it. */
  Collection<String> headers(String name);

  /** Returns the names of all headers. */
  Collection<String> headerNames();

  /** Returns whether the response contains a header. */
  boolean containsHeader(String name);

  /** Sets the only value of a header. Null removes it, unless the server cannot. */
  void setHeader(String name, @Nullable String value);

  /** Adds a value to a header. */
  void addHeader(String name, String value);

  /** Returns the content type; null if it is not set. */
  @Nullable String contentType();

  /** Sets the content type. */
  void setContentType(String type);

  /** Sets the length of the body. */
  void setContentLength(long length);

  /** Returns whether the headers have been sent, so that they cannot change any more. */
  boolean isCommitted();
}
