package io.github.consent4j.examples.proxy;

import java.io.CharArrayWriter;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of the log for each request, without personal data: neither an address of a visitor, nor a
 * query, a cookie, a referrer or a browser. It names the site by its name in the settings, because
 * a request can contain any host. The path is left out unless the operator wants it: paths contain
 * names of people and keys of reset links, and a log without them needs no reason and no term.
 */
final class AccessLog extends AbstractAccessLogValve {

  /** The request attribute that contains the name of the site. */
  static final String SITE = AccessLog.class.getName() + ".SITE";

  private static final Logger log = LoggerFactory.getLogger("proxy.access");

  AccessLog(boolean path) {
    setPattern("%{" + SITE + "}r %m" + (path ? " %U" : "") + " %s %Bbytes %{ms}Tms");
  }

  @Override
  protected void log(CharArrayWriter message) {
    log.info("{}", message);
  }
}
