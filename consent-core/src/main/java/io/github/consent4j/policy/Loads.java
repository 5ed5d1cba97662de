package io.github.consent4j.policy;

import java.util.List;

/**
 * By what a service is recognised in a page. Immutable and thread-safe.
 *
 * @param urls hosts, and paths on hosts, that it loads from
 * @param scripts file names of its scripts, whatever host serves them
 * @param inline pieces of text that mark an inline script as the service's
 */
public record Loads(List<UrlPattern> urls, List<NamePattern> scripts, List<String> inline) {

  /** Nothing to recognise: a service that only stores. */
  public static final Loads NOTHING = new Loads(List.of(), List.of(), List.of());

  public Loads {
    urls = List.copyOf(urls);
    scripts = List.copyOf(scripts);
    inline = List.copyOf(inline);
  }
}
