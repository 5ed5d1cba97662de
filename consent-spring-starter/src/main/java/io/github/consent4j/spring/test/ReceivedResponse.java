package io.github.consent4j.spring.test;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response as it left the filter, from whatever client. Immutable.
 *
 * @param headers by their names, in any case
 * @param page where it comes from
 * @param policy returns the policy in force there; null if the client does not know it
 */
record ReceivedResponse(
    int status,
    Map<String, List<String>> headers,
    String body,
    PageContext page,
    @Nullable Supplier<Policy> policy) {

  static final PageContext SOMEWHERE = new PageContext("http", "localhost", "/");

  ReceivedResponse {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
    headers = byName;
  }

  ReceivedResponse under(Supplier<Policy> named) {
    return new ReceivedResponse(status, headers, body, page, named);
  }

  List<String> values(String header) {
    return headers.getOrDefault(header, List.of());
  }

  /** Returns the content type in lower case, without parameters; empty if there is none. */
  String mediaType() {
    return String.join(", ", values("Content-Type"))
        .split(";", 2)[0]
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** Returns whether browsers load what the body names: that of a page or style sheet. */
  boolean mayLoad() {
    String type = mediaType();
    return type.isEmpty()
        || type.endsWith("html")
        || type.endsWith("xml")
        || type.equals("text/css");
  }

  @Override
  public String toString() {
    String type = mediaType();
    return "response "
        + status
        + (type.isEmpty() ? " without a content type" : " of type " + type)
        + ", "
        + body.length()
        + " characters";
  }
}
