package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Pool;
import io.github.consent4j.gate.rule.HtmlRules;

/** The rules that all HTML gates of a policy share, and a pool of their rewriters. Thread-safe. */
public final class HtmlGates {

  private final HtmlRules rules;
  private final Pool<TagRewriter> rewriters = new Pool<>();

  private HtmlGates(HtmlRules rules) {
    this.rules = rules;
  }

  /** The gates that follow these rules. */
  public static HtmlGates of(HtmlRules rules) {
    return new HtmlGates(rules);
  }

  /** What the gates look up. */
  public HtmlRules rules() {
    return rules;
  }

  /** A rewriter for the caller alone, who begins a page with it. */
  TagRewriter takeRewriter() {
    TagRewriter pooled = rewriters.take();
    return pooled == null ? new TagRewriter(this) : pooled;
  }

  /** Takes a rewriter back that nobody uses any more. */
  void giveBack(TagRewriter rewriter) {
    rewriters.giveBack(rewriter);
  }
}
