package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.servlet.exchange.MediaType;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fields of a posted form or of a query. At most 16 KiB are read. */
final class FormBody {

  private static final Logger LOG = LoggerFactory.getLogger(FormBody.class);

  private static final int LARGEST = 16 * 1024;

  /** The maximum that is read of an unused body, so that the connection can be used again. */
  private static final int LARGEST_UNWANTED = 64 * 1024;

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, List<String>> fields = new HashMap<>();

  private FormBody(String text) throws RequestRefusedException {
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        fields.computeIfAbsent(decode(name), n -> new ArrayList<>()).add(decode(value));
      }
    }
  }

  /** Reads the body of a request. */
  static FormBody of(RequestHead request) throws IOException, RequestRefusedException {
    if (!isForm(request)) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_UNSUPPORTED_TYPE, "A choice is sent as a form: " + FORM);
    }
    byte[] body = bytes(request, LARGEST);
    return body.length == 0
        ? parsed(request)
        : new FormBody(new String(body, StandardCharsets.UTF_8));
  }

  /** Reads a body of limited length. */
  static byte[] bytes(RequestHead request, int largest)
      throws IOException, RequestRefusedException {
    if (request.contentLength() > largest) {
      throw tooLarge();
    }
    return read(request.body(), largest);
  }

  /**
   * Reads the rest of an unused body after the response. Otherwise some containers close the
   * connection, and the browser does not receive the response.
   */
  static void skip(RequestHead request) {
    if (request.header("Expect") != null) {
      // The browser still waits to send the body, and has received the response.
      return;
    }
    try {
      InputStream in = request.body();
      byte[] buffer = new byte[4096];
      int read = 0;
      for (int n = in.read(buffer); n >= 0 && read < LARGEST_UNWANTED; n = in.read(buffer)) {
        read += n;
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("The rest of a refused request did not come", e);
    }
  }

  /** Reads the query of a request. */
  static FormBody ofQuery(RequestHead request) throws RequestRefusedException {
    String query = request.query();
    return new FormBody(query == null ? "" : query);
  }

  /**
   * Reads the fields as parameters: another filter has read the body, or a test has set only the
   * fields.
   */
  private static FormBody parsed(RequestHead request) throws RequestRefusedException {
    FormBody form = new FormBody("");
    request.parameters().forEach((name, values) -> form.fields.put(name, List.of(values)));
    return form;
  }

  /** Requests in tests have fields without a body and its type. */
  private static boolean isForm(RequestHead request) {
    String type = request.contentType();
    return type == null ? request.contentLength() <= 0 : MediaType.of(type).essence().equals(FORM);
  }

  private static byte[] read(InputStream in, int largest)
      throws IOException, RequestRefusedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      body.write(buffer, 0, n);
      if (body.size() > largest) {
        throw tooLarge();
      }
    }
    return body.toByteArray();
  }

  private static RequestRefusedException tooLarge() {
    return new RequestRefusedException(HttpURLConnection.HTTP_ENTITY_TOO_LARGE, "That is too long");
  }

  private static String decode(String text) throws RequestRefusedException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_BAD_REQUEST, "The form cannot be read");
    }
  }

  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /**
   * Returns the value of a field that occurs once; empty if it is missing or empty. A field that
   * occurs several times is an error.
   */
  Optional<String> one(String name) throws RequestRefusedException {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_BAD_REQUEST, "A field came more than once");
    }
    return values.stream().filter(value -> !value.isEmpty()).findFirst();
  }
}
