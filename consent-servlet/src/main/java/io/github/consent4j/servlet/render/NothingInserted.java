package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.policy.Service;

/** Removes blocked content, and inserts nothing in its place. */
enum NothingInserted implements Insertions {
  INSTANCE;

  @Override
  public String frame(Service service, String url) {
    return "about:blank";
  }
}
