package io.github.consent4j.seen.journal;

/** Who chose a name, and so how many of its kind there is room for. */
enum Origin {
  /** The policy, which names the thing itself. */
  POLICY(1000),
  /** The site, in its responses and pages. */
  SITE(1000),
  /** A request, which may contain anything. */
  REQUEST(100),
  /** A report of a browser, which anybody can write. */
  BROWSER(200);

  final int room;

  Origin(int room) {
    this.room = room;
  }
}
