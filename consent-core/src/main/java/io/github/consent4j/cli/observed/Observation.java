package io.github.consent4j.cli.observed;

import io.github.consent4j.seen.Seen;
import java.util.List;

/**
 * What was seen at a site, and from where. Immutable.
 *
 * @param vantage from where it was seen
 * @param items what was seen
 */
public record Observation(Vantage vantage, List<Seen.Item> items) {

  /** Copies the list. */
  public Observation {
    items = List.copyOf(items);
  }

  /** From where a site is observed. It tells what cannot be seen. */
  public enum Vantage {
    /**
     * From the site's own server, before the gates make attributes of cookies stricter. It does not
     * see what other hosts store, nor what a script loads.
     */
    SERVER,

    /** From a browser that visits the site. It sees everything on the pages that it visits. */
    BROWSER
  }
}
