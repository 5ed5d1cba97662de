package io.github.consent4j.policy;

import io.github.consent4j.text.DomainName;
import java.util.List;
import java.util.Set;

/**
 * The hosts that a rule names: one host, or the hosts below one, or the hosts that differ in a part
 * of one label ({@code shop-*.example.com}). {@link #OWN} stands for the site's own host. Immutable
 * and thread-safe.
 *
 * @param name host name in lower case and ASCII; one label may contain a star
 * @param subdomains whether the hosts below it are meant instead of itself
 */
record HostPattern(String name, boolean subdomains) {

  /** The site's own host, with or without {@code www}. */
  static final String OWN = "<own>";

  private static final String WWW = "www.";
  private static final String LABEL = "[a-z0-9_*-]+";

  /** Labels below a country under which anybody can register names. */
  private static final Set<String> SECOND_LEVEL =
      Set.of("ac", "co", "com", "edu", "gov", "gv", "net", "or", "org");

  /** Returns whether the name can be that of hosts. */
  boolean isValid() {
    if (isOwn()) {
      String before = name.substring(0, name.length() - OWN.length());
      return !subdomains && (before.isEmpty() || before.matches("(" + LABEL + "\\.)+"));
    }
    return name.matches("[a-z0-9_*]([a-z0-9_*.-]*[a-z0-9_])?|\\[[0-9a-f:.]+]");
  }

  /** Returns whether the star is in one label only, and the provider's own domain is literal. */
  boolean isBound() {
    int star = name.lastIndexOf('*');
    if (star < 0) {
      return !subdomains || name.indexOf('.') >= 0;
    }
    if (subdomains || name.indexOf('*') < star) {
      return false;
    }
    List<String> labels = List.of(domain().split("\\."));
    boolean national =
        labels.size() == 2 && labels.get(1).length() == 2 && SECOND_LEVEL.contains(labels.get(0));
    return isOwn() || (labels.size() > 1 && !national);
  }

  boolean isOwn() {
    return name.endsWith(OWN);
  }

  /** Returns the labels behind the one with the star; the whole name if there is no star. */
  String domain() {
    int star = name.indexOf('*');
    return star < 0 ? name : name.substring(name.indexOf('.', star) + 1);
  }

  /** Returns the hosts that are meant on a page of the site. */
  List<HostPattern> on(String pageHost) {
    if (!isOwn()) {
      return List.of(this);
    }
    String own = pageHost.startsWith(WWW) ? pageHost.substring(WWW.length()) : pageHost;
    String before = name.substring(0, name.length() - OWN.length());
    HostPattern there = new HostPattern(before + own, subdomains);
    return before.isEmpty() ? List.of(there, new HostPattern(WWW + own, false)) : List.of(there);
  }

  boolean matches(String host) {
    if (subdomains) {
      return DomainName.isBelow(host, name);
    }
    int star = name.indexOf('*');
    if (star < 0) {
      return host.equals(name);
    }
    int rest = name.length() - star - 1;
    return host.length() >= star + rest
        && host.startsWith(name.substring(0, star))
        && host.endsWith(name.substring(star + 1))
        && host.indexOf('.', star) >= host.length() - rest + name.substring(star + 1).indexOf('.');
  }

  /** Returns whether all hosts of another pattern are hosts of this one. */
  boolean covers(HostPattern other) {
    if (equals(other)) {
      return true;
    }
    if (subdomains) {
      // A host that differs in a label is below the labels behind that one.
      String above = other.domain();
      return DomainName.isBelow(above, name)
          || (other.name.indexOf('*') >= 0 && above.equals(name));
    }
    return !other.subdomains && name.indexOf('*') >= 0 && matches(other.name);
  }

  /**
   * Returns whether some host belongs to both patterns. The answer may be true without such a host
   * if one of them has a star within a label above which the other one begins.
   */
  boolean meets(HostPattern other) {
    String end = domain();
    String otherEnd = other.domain();
    if (!end.endsWith(otherEnd) && !otherEnd.endsWith(end)) {
      return false;
    }
    if (covers(other) || other.covers(this)) {
      return true;
    }
    if (subdomains || other.subdomains) {
      HostPattern wide = subdomains ? this : other;
      HostPattern narrow = subdomains ? other : this;
      return !narrow.subdomains
          && narrow.name.indexOf('*') >= 0
          && DomainName.isBelow(wide.name, narrow.domain());
    }
    List<String> own = List.of(name.split("\\."));
    List<String> theirs = List.of(other.name.split("\\."));
    boolean meet = own.size() == theirs.size();
    for (int i = 0; meet && i < own.size(); i++) {
      meet = new NamePattern(own.get(i)).meets(new NamePattern(theirs.get(i)));
    }
    return meet;
  }

  @Override
  public String toString() {
    return (subdomains ? "*." : "") + name;
  }
}
