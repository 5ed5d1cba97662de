package io.github.consent4j.gate.html;

import io.github.consent4j.policy.Service;

/** Puts nothing into a page but an address for frames. */
public class PlainInsertions implements Insertions {

  @Override
  public String frame(Service service, String url) {
    return "/consent/embed";
  }
}
