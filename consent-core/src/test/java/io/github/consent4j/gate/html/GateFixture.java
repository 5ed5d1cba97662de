package io.github.consent4j.gate.html;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends documents through the gate of an undecided visitor. */
public final class GateFixture {

  /** The reference dialog, with further services for tests of blocking. */
  public static final String YAML =
      ReferencePolicy.YAML.replace("[youtube, twitter]", "[youtube, twitter, maps, ads]")
          + """
          services:
            maps:
              name: Maps
              provider: { name: M, address: A, country: IE, privacy-policy: "https://m.example/p" }
              purpose: { en: Maps, de: Karten }
              loads: { hosts: ["www.google.com/maps/*", "maps.example.com", "xn--mnchen-3ya.example"] }
            ads:
              name: Ads
              provider: { name: M, address: A, country: IE, privacy-policy: "https://m.example/p" }
              purpose: { en: Ads, de: Werbung }
              loads:
                hosts: [ads.example, "*.ads.example"]
                scripts: ["adloader-*.js"]
                inline: ["adsbygoogle"]
          """;

  public static final Insertions NOTHING_INSERTED = insertions("", "");

  public final HtmlRules rules;
  public final HtmlGates gates;
  public final AllowedServices allowed;
  public final PageContext page = new PageContext("https", "www.site.example");
  final Insertions insertions;

  public GateFixture(String yaml, Insertions insertions) {
    Policy policy = ReferencePolicy.read(yaml);
    rules = HtmlRules.of(policy);
    gates = HtmlGates.of(rules);
    allowed = AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
    this.insertions = insertions;
  }

  public GateFixture() {
    this(YAML, NOTHING_INSERTED);
  }

  static Insertions insertions(String head, String body) {
    return new Insertions() {
      @Override
      public String head() {
        return head;
      }

      @Override
      public String body() {
        return body;
      }

      @Override
      public String frame(Service service, String url) {
        return "/consent/embed?service="
            + service.id()
            + "&url="
            + URLEncoder.encode(url, StandardCharsets.UTF_8);
      }

      @Override
      public String beforeMarked(Service service) {
        return "<span>" + service.id() + "</span>";
      }
    };
  }

  public HtmlGate gate(ByteSink out) {
    return new HtmlGate(gates, allowed, page, insertions, out);
  }

  /** Returns a gate for a document of this syntax. The response may declare an encoding. */
  public HtmlGate gate(ByteSink out, HtmlGate.Syntax syntax, @Nullable Charset charset) {
    return new HtmlGate(gates, allowed, page, insertions, out, syntax, charset);
  }

  /** Sends a document of this syntax through a gate, in pieces of this size. */
  public byte[] pass(byte[] document, HtmlGate.Syntax syntax, @Nullable Charset charset, int piece)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate = gate(out::write, syntax, charset);
    for (int p = 0; p < document.length; p += piece) {
      gate.write(document, p, Math.min(piece, document.length - p));
    }
    gate.finish();
    return out.toByteArray();
  }

  public String pass(String html) {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    return new String(pass(bytes, bytes.length), StandardCharsets.UTF_8);
  }

  /** Sends a document through a gate, in pieces of this size. */
  public byte[] pass(byte[] document, int piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      HtmlGate gate = gate(out::write);
      for (int p = 0; p < document.length; p += piece) {
        gate.write(document, p, Math.min(piece, document.length - p));
      }
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Sends a document through a gate, in two pieces. */
  byte[] passCut(byte[] document, int cut) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      HtmlGate gate = gate(out::write);
      gate.write(document, 0, cut);
      gate.write(document, cut, document.length - cut);
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
