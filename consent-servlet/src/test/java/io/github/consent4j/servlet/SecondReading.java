package io.github.consent4j.servlet;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a page that has passed the gate with a second gate. A URL in a comment or a value is text;
 * one that the second gate blocks was active.
 */
final class SecondReading {

  private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,8})\r\n");

  private final Policy policy;
  private final AllowedServices nothing;

  SecondReading(Policy policy) {
    this.policy = policy;
    this.nothing =
        AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
  }

  /**
   * Returns whether the page of a response contains anything that needs consent. The response may
   * be incomplete.
   */
  boolean findsAnything(String response) throws IOException {
    AtomicBoolean found = new AtomicBoolean();
    GateListener listener =
        (kind, host, service) -> {
          if (kind == GateListener.Kind.HELD_BACK) {
            found.set(true);
          }
        };
    HtmlGate gate =
        new HtmlGate(
            HtmlGates.of(HtmlRules.of(policy, listener)),
            nothing,
            new PageContext("http", "localhost"),
            (service, url) -> "/placeholder",
            (bytes, offset, length) -> {});
    byte[] page = body(response).getBytes(StandardCharsets.ISO_8859_1);
    gate.write(page, 0, page.length);
    gate.finish();
    return found.get();
  }

  private static String body(String response) {
    int end = response.indexOf("\r\n\r\n");
    String head = response.substring(0, Math.max(0, end));
    return head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
        ? joined(response.substring(end + 4))
        : response.substring(end < 0 ? response.length() : end + 4);
  }

  /** Joins the chunks, up to an invalid chunk length. Every client stops there. */
  private static String joined(String chunks) {
    StringBuilder body = new StringBuilder();
    Matcher chunk = CHUNK.matcher(chunks);
    int at = 0;
    while (chunk.region(at, chunks.length()).lookingAt()) {
      int end = Math.min(chunks.length(), chunk.end() + Integer.parseInt(chunk.group(1), 16));
      body.append(chunks, chunk.end(), end);
      at = Math.min(chunks.length(), end + 2);
    }
    return body.toString();
  }
}
