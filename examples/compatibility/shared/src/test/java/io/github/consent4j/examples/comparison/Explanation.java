package io.github.consent4j.examples.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Why an answer of the application may differ from that of the same application without us. */
enum Explanation {
  GUARD(
      "The guard is the first script of a page: it holds what scripts write and load to the same"
          + " policy."),
  BANNER("The visitor is asked: the banner is inserted, with its style sheet and its script."),
  HELD_BACK(
      "A frame, a script or a hint of a service that the visitor has not allowed is neutralised."),
  HELD_BACK_IN_STYLES(
      "What a style sheet loads from a service that the visitor has not allowed is neutralised."),
  OTHER_TABS(
      "The visitor allows everything, so one small script is all that is inserted: by it a"
          + " withdrawal in another tab reaches the page."),
  HINT_HELD_BACK("A preconnect to a service that the visitor has not allowed is left out.") {
    @Override
    boolean explains(String part, Pair pair) {
      return part.equals("link")
          && pair.off().header("link").contains("youtube")
          && pair.on().header("link").isEmpty();
    }
  },
  COOKIE_HELD("A cookie of a service that the visitor has not allowed does not leave.") {
    @Override
    boolean explains(String part, Pair pair) {
      List<String> rest = new ArrayList<>(setCookies(pair.off()));
      return part.equals(SET_COOKIE)
          && rest.removeIf(cookie -> cookie.startsWith("visits="))
          && rest.equals(withoutExpired(pair.on()));
    }
  },
  LEFTOVER_EXPIRED(
      "A cookie of a service that the visitor has not allowed is expired, on every path that it may"
          + " have been set for.") {
    @Override
    boolean explains(String part, Pair pair) {
      List<String> rest = new ArrayList<>(setCookies(pair.off()));
      rest.removeIf(cookie -> cookie.startsWith("visits="));
      return part.equals(SET_COOKIE)
          && withoutExpired(pair.on()).size() < setCookies(pair.on()).size()
          && rest.equals(withoutExpired(pair.on()));
    }
  },
  COOKIE_HIDDEN(
      "The application does not see a cookie of a service that the visitor has not allowed; this"
          + " answer tells what it sees.") {
    @Override
    boolean explains(String part, Pair pair) {
      boolean hidden =
          pair.off().body().contains("visits=8")
              && pair.on().body().equals(pair.off().body().replace(" visits=8", ""));
      return hidden && Set.of(Pair.BODY, "content-length", "etag").contains(part);
    }
  },
  LENGTH("The length is that of what is sent.") {
    @Override
    boolean explains(String part, Pair pair) {
      String length = pair.on().header("content-length");
      return part.equals("content-length")
          && pair.isRewritten()
          && (length.isEmpty()
              || pair.isOfHead()
              || length.equals(String.valueOf(pair.on().length())));
    }
  },
  RENDERING_TAG(
      "The entity tag is the application's, with the name of the rendering: a copy is confirmed"
          + " only to who may still get it.") {
    @Override
    boolean explains(String part, Pair pair) {
      return part.equals("etag") && pair.isRewritten() && pair.hasSameTagWithSuffix();
    }
  },
  VARIES("The bytes depend on the visitor's choice, which caches must know.") {
    @Override
    boolean explains(String part, Pair pair) {
      Set<String> added = addedToVary(pair);
      added.remove("accept-encoding");
      return part.equals("vary")
          && pair.isRewritten()
          && Set.of("cookie", "sec-gpc").containsAll(added)
          && Pair.members(pair.on(), "vary").containsAll(Pair.members(pair.off(), "vary"));
    }
  },
  LONG_ENOUGH_TO_COMPRESS("With the banner the page is long enough for Tomcat to compress it.") {
    @Override
    boolean explains(String part, Pair pair) {
      return part.equals("vary")
          && pair.container() == Container.TOMCAT
          && addedToVary(pair).contains("accept-encoding");
    }
  },
  PRIVATE("A page that depends on the visitor's choice must not be shared, nor used unasked.") {
    @Override
    boolean explains(String part, Pair pair) {
      return part.equals("cache-control")
          && pair.isRewritten()
          && pair.off().header(part).isEmpty()
          && pair.on().header(part).equals("private, no-cache");
    }
  },
  KEEPS_ITS_NONCE(
      "The scripts in the browser's copy have the nonce of the content policy that came with it;"
          + " one with another nonce would block them.") {
    @Override
    boolean explains(String part, Pair pair) {
      return part.equals("content-security-policy")
          && pair.isRewritten()
          && pair.on().status() == 304
          && pair.on().header(part).isEmpty();
    }
  },
  NO_DATE("A page has no one date of change if its bytes depend on the visitor's choice.") {
    @Override
    boolean explains(String part, Pair pair) {
      return part.equals("last-modified") && pair.isRewritten() && pair.on().header(part).isEmpty();
    }
  },
  NO_SLICES(
      "No part of a rewritten body is sent alone: the application counts other bytes than the"
          + " browser.") {
    @Override
    boolean explains(String part, Pair pair) {
      boolean whole = pair.off().status() == 206 && pair.on().status() == 200;
      return pair.isRewritten()
          && switch (part) {
            case "accept-ranges" -> pair.on().header(part).isEmpty();
            case Pair.STATUS, "content-range" -> whole;
            // the tag of a part is not that of the whole
            case "etag" -> whole;
            case Pair.BODY -> whole && pair.own().text().startsWith(pair.off().body());
            default -> false;
          };
    }
  },
  SENT_AGAIN(
      "What a script fetches may be a page, and a date before the policy took effect does not tell"
          + " whether that has changed: it is sent again.") {
    @Override
    boolean explains(String part, Pair pair) {
      return pair.off().status() == 304
          && pair.on().status() == 200
          && pair.own().changes().isEmpty()
          && pair.on().header("content-type").startsWith("text/plain")
          && Set.of(
                  Pair.STATUS,
                  Pair.BODY,
                  "accept-ranges",
                  "cache-control",
                  "connection",
                  "content-length",
                  "content-type",
                  "etag",
                  "expires",
                  "pragma")
              .contains(part);
    }
  },
  NOT_DATED_BACK(
      "Jetty dates an answer back when a cookie is set, and Spring Security then leaves out its own"
          + " headers for caches. Here cookies reach Jetty last or not at all, so they stand.") {
    @Override
    boolean explains(String part, Pair pair) {
      return pair.container() == Container.JETTY
          && !setCookies(pair.off()).isEmpty()
          && pair.on().header("cache-control").contains("no-store")
          && Set.of("cache-control", "expires", "pragma").contains(part);
    }
  },
  HEADERS_STAY_ON_ERROR_PAGES(
      "Undertow forgets all headers after an exception; those that protect stay, because the error"
          + " page has scripts now.") {
    @Override
    boolean explains(String part, Pair pair) {
      return pair.container().name().equals("UNDERTOW")
          && pair.off().status() == 500
          && pair.off().header(part).isEmpty()
          && Set.of("cache-control", "content-security-policy").contains(part);
    }
  };

  private static final String SET_COOKIE = "set-cookie";

  private final String why;

  Explanation(String why) {
    this.why = why;
  }

  /** Returns the sentence that explains. */
  String why() {
    return why;
  }

  /**
   * Returns whether this explains a difference, or a part of it. What explains the body alone does
   * so if the application's own body is left when all that the library may do to it is undone.
   *
   * @param part what is different, see {@link Pair#differences}
   */
  boolean explains(String part, Pair pair) {
    boolean isSlice = pair.off().status() == 206 && pair.on().status() == 200;
    return part.equals(Pair.BODY)
        && pair.own().changes().contains(this)
        && (isSlice || pair.own().text().equals(pair.off().body()));
  }

  /** Returns what explains a difference; empty if nothing does. */
  static List<Explanation> of(String part, Pair pair) {
    List<Explanation> found = new ArrayList<>();
    for (Explanation explanation : values()) {
      if (explanation.explains(part, pair)) {
        found.add(explanation);
      }
    }
    return found;
  }

  private static Set<String> addedToVary(Pair pair) {
    Set<String> added = Pair.members(pair.on(), "vary");
    added.removeAll(Pair.members(pair.off(), "vary"));
    return added;
  }

  private static List<String> setCookies(Answer answer) {
    return answer.headers().getOrDefault(SET_COOKIE, List.of());
  }

  private static List<String> withoutExpired(Answer answer) {
    return setCookies(answer).stream()
        .filter(cookie -> !cookie.matches("visits=;.*Max-Age=0.*"))
        .toList();
  }
}
