package io.github.consent4j.policy;

import java.util.List;

/**
 * How a service is recognised in a page. Immutable and thread-safe.
 *
 * @param urls hosts, and paths on hosts, that it loads from
 * @param scripts file names of its scripts, on any host
 * @param inline texts by which an inline script of the service is recognised
 */
public record Loads(List<UrlPattern> urls, List<NamePattern> scripts, List<String> inline) {

  /** Nothing to recognise, for a service that only stores. */
  public static final Loads NOTHING = new Loads(List.of(), List.of(), List.of());

  public Loads {
    urls = List.copyOf(urls);
    scripts = List.copyOf(scripts);
    inline = List.copyOf(inline);
  }
}
