package io.github.consent4j.cli.evidence;

import java.util.List;

/**
 * What a fresh profile of the browser met in one state of consent. Lists are in the order of the
 * visit. Immutable.
 *
 * @param reached whether the state could be reached; if not, all lists are empty
 * @param how how it was reached, such as {@code button 'Reject all'}, or why it was not; empty if
 *     there was nothing to do
 * @param pages the pages that were looked at in this state
 * @param stored everything that was in the browser in this state
 * @param contacts the hosts that were contacted in this state, the site's own among them
 * @param har the path of the HAR file, below the folder of the evidence; empty if there is none
 */
public record Visit(
    VisitState state,
    boolean reached,
    String how,
    List<VisitedPage> pages,
    List<Stored> stored,
    List<Contact> contacts,
    List<Screenshot> screenshots,
    String har) {

  /** Copies the lists. */
  public Visit {
    pages = List.copyOf(pages);
    stored = List.copyOf(stored);
    contacts = List.copyOf(contacts);
    screenshots = List.copyOf(screenshots);
  }

  /** Returns the visit of a state that could not be reached. */
  public static Visit unreached(VisitState state, String why) {
    return new Visit(state, false, why, List.of(), List.of(), List.of(), List.of(), "");
  }
}
