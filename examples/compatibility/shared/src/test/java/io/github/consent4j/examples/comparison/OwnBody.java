package io.github.consent4j.examples.comparison;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body without what the library has inserted and held back.
 *
 * @param text the body as the application must have written it
 * @param changes what the library has done
 */
record OwnBody(String text, Set<Explanation> changes) {

  private static final String ASSET = "\"/shop/consent/assets/[0-9a-f]{12}/%s\"";
  private static final String NONCE = " nonce=\"\\(nonce\\)\"";

  private static final Pattern GUARD =
      Pattern.compile(
          "<script src="
              + ASSET.formatted("guard[-0-9]*\\.js")
              + NONCE
              + " data-consent-ui></script>");

  private static final Pattern TABS =
      Pattern.compile(
          "<script src="
              + ASSET.formatted("tabs\\.js")
              + NONCE
              + " async data-consent-ui data-consent-choices=\"[^\"]*\"></script>");

  /** Nothing that a strict content security policy forbids stands in it. */
  private static final Pattern BANNER =
      Pattern.compile(
          "<page-panel id=\"page-panel\" data-consent-ui(?: open| hidden)>"
              + "(?:(?!</page-panel>|<script|<style| style=| on[a-z]+=)[\\s\\S])*</page-panel>"
              + "<script src="
              + ASSET.formatted("page\\.js")
              + NONCE
              + " defer data-consent-ui[^>]*></script>");

  private static final Pattern BANNER_SHEET =
      Pattern.compile(
          "<link rel=\"stylesheet\" href="
              + ASSET.formatted("panel\\.css")
              + NONCE
              + " data-consent-ui>"
              + "<link rel=\"expect\" href=\"#page-panel\" blocking=\"render\" data-consent-ui>");

  private static final Pattern FRAME =
      Pattern.compile(
          "<iframe data-consent-service=\"youtube\"([^>]*)"
              + " src=\"/shop/consent/embed\\?service=youtube&amp;url=[^\"]*\""
              + " title=\"[^\"]*\" name=\"[^\"]*\" data-consent-src=");

  private static final Pattern HINT =
      Pattern.compile("<link data-consent-service=\"youtube\"([^>]*) data-consent-href=");

  private static final Pattern SCRIPT =
      Pattern.compile(
          "<script type=\"text/plain\" data-consent-service=\"counter\"([^>]*) data-consent-src=");

  private static final Pattern IMPORT = Pattern.compile("about:invalid#consent-counter:");

  /** Takes from a body what the library may have done to it. */
  static OwnBody of(String body) {
    Set<Explanation> changes = EnumSet.noneOf(Explanation.class);
    String text = body;
    text = without(GUARD, "", text, Explanation.GUARD, changes);
    text = without(TABS, "", text, Explanation.OTHER_TABS, changes);
    text = without(BANNER, "", text, Explanation.BANNER, changes);
    text = without(BANNER_SHEET, "", text, Explanation.BANNER, changes);
    text = without(FRAME, "<iframe$1 src=", text, Explanation.HELD_BACK, changes);
    text = without(HINT, "<link$1 href=", text, Explanation.HELD_BACK, changes);
    text = without(SCRIPT, "<script$1 src=", text, Explanation.HELD_BACK, changes);
    text = without(IMPORT, "", text, Explanation.HELD_BACK_IN_STYLES, changes);
    return new OwnBody(text, changes);
  }

  private static String without(
      Pattern change, String before, String text, Explanation why, Set<Explanation> changes) {
    Matcher found = change.matcher(text);
    if (!found.find()) {
      return text;
    }
    changes.add(why);
    return found.replaceAll(before);
  }
}
