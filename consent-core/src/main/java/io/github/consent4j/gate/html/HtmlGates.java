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

  /** Makes the gates that follow these rules. */
  public static HtmlGates of(HtmlRules rules) {
    return new HtmlGates(rules);
  }

  /** Returns the rules of the gates. */
  public HtmlRules rules() {
    return rules;
  }

  /** Returns a rewriter for the caller alone, who begins a page with it. */
  TagRewriter takeRewriter() {
    TagRewriter pooled = rewriters.take();
    return pooled == null ? new TagRewriter(this) : pooled;
  }

  /** Returns a rewriter to the pool. The caller does not use it any more. */
  void giveBack(TagRewriter rewriter) {
    rewriters.giveBack(rewriter);
  }
}
