package io.github.consent4j.gate.html;

import io.github.consent4j.policy.Service;

/** Inserts nothing but URLs of frames. */
public class PlainInsertions implements Insertions {

  @Override
  public String frame(Service service, String url) {
    return "/consent/embed";
  }
}
