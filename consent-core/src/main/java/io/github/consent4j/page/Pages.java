package io.github.consent4j.page;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;

/** Makes the pages and parts of pages that visitors see. Immutable and thread-safe. */
public final class Pages {

  private final Policy policy;
  private final Assets assets;

  /**
   * @param policy what there is to decide over
   * @param assets the script and style that the pages refer to
   */
  public Pages(Policy policy, Assets assets) {
    this.policy = policy;
    this.assets = assets;
  }

  /** What stands first in the head of every page of the site: the guard. Empty when not needed. */
  public String head(View view) {
    return "";
  }

  /** What stands first in the body of a page: the banner while a question is open, else empty. */
  public String body(View view) {
    return "";
  }

  /** The settings page, a whole document. */
  public String settings(View view) {
    return "";
  }

  /**
   * The document that stands in a frame for what is held back.
   *
   * @param service whose content it is
   * @param url absolute address of the content, already checked to be the service's own
   */
  public String placeholder(View view, Service service, String url) {
    return "";
  }

  /** What stands before an element that only a held-back script brings to life. */
  public String beforeMarked(View view, Service service) {
    return "";
  }
}
