package io.github.consent4j.gate.html;

import io.github.consent4j.policy.Service;

/** Puts nothing into a page but an address for frames. */
public class PlainInsertions implements Insertions {

  @Override
  public String head() {
    return "";
  }

  @Override
  public String body() {
    return "";
  }

  @Override
  public String frame(Service service, String url) {
    return "/consent/embed";
  }

  @Override
  public String beforeMarked(Service service) {
    return "";
  }
}
