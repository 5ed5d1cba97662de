package io.github.consent4j.cli.browser.banner;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The words by which controls are recognised, as regular expressions that both Java and browsers
 * read. Upper and lower case are equal.
 */
final class BannerWords {

  private static final String SETTINGS =
      "(settings?|preferences?|choices|options?|manage|change|withdraw|revoke|einstellung|pr(ä|ae)ferenz"
          + "|verwalten|(ä|ae)ndern|widerruf|auswahl|param(è|e)tres|g(é|e)rer|pr(é|e)f(é|e)rences|modifier"
          + "|configura|gestionar|preferencias|impostazioni|preferenze|gestisci|instellingen|voorkeuren"
          + "|ustawienia|inst(ä|a)llningar|indstillinger|innstillinger)";

  private static final String MATTER =
      "(cookies?|consent|privacy|datenschutz|privatsph|einwilligung|zustimmung|tracking|traceurs"
          + "|confidentialit|privacidad)";

  /** The expressions for the scripts, by the names that these use. */
  static final Map<String, String> FOR_SCRIPTS =
      Map.of(
          "necessary",
          "necess|essential|essenzi|essenti|notwendig|erforderlich|required|technisch|technical"
              + "|strictly|n(é|e)cessaire|indispensable|obligatoire|noodzakelijk|niezb(ę|e)dn|necesari"
              + "|n(ø|ö)dv(e|ä)ndig|always (on|active)|immer aktiv",
          "interest",
          "legitimate interest|berechtigte\\w* interesse|int(é|e)r(ê|e)t l(é|e)gitime"
              + "|inter(é|e)s leg(í|i)timo|interesse legittimo|gerechtvaardigd belang",
          "accept",
          "accept|agree|allow|akzept|zustimm|einverstanden|annehmen|erlaub|accett|acepta|aceita|accord",
          "close",
          "^[\u00d7\u2715\u2716\u2717\u2a2fx]$|^(close|dismiss|schlie(ß|ss)en|fermer|cerrar|chiudi|sluiten"
              + "|zamknij|luk|st(ä|a)ng)\\b",
          "imprint",
          "impressum|imprint|legal notice|legal information|mentions l(é|e)gales|aviso legal"
              + "|note legali|colofon|anbieterkennzeichnung",
          "privacy",
          "privacy|datenschutz|data protection|confidentialit|vie priv(é|e)e|privacidad|prywatno"
              + "|integritet|personvern|protezione dei dati|gegevensbescherming",
          "entry",
          MATTER + ".*" + SETTINGS + "|" + SETTINGS + ".*" + MATTER,
          "entryMark",
          "ot-sdk-show-settings|cky-revisit|cookie-?consent-?renew|(cookie|cmp|consent|privacy)[-_]?"
              + "(settings|preferences|einstellungen|manage|revisit|reopen)");

  private static final Pattern UNCLEAR_ACCEPT =
      label(
          "ok(ay)?|got it|i understand|understood|verstanden|alles klar|weiter|continue|fortfahren"
              + "|proceed|yes|ja|sure|gerne?|fine|close|schlie(ß|ss)en|let'?s go|los geht'?s"
              + "|(accept|agree|akzeptieren|zustimmen) (and|und|&) (close|continue|proceed|schlie(ß|ss)en"
              + "|weiter\\w*|fortfahren).*|[\u00d7\u2715x]|j'ai compris|entendido|d'accord");

  private static final Pattern UNCLEAR_REJECT =
      label(
          "later|not now|maybe later|sp(ä|ae)ter|jetzt nicht|vielleicht sp(ä|ae)ter|no|nein|cancel"
              + "|abbrechen|skip|(ü|ue)berspringen|close|schlie(ß|ss)en|[\u00d7\u2715x]|plus tard"
              + "|.*\\b(experience|nutzererlebnis|erlebnis)\\b.*");

  private BannerWords() {}

  private static Pattern label(String words) {
    return Pattern.compile(
        "\\W*(" + words + ")[\\s.!\u00d7\u2715]*",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** Returns whether a label hides that a click on it accepts. */
  static boolean isUnclearForAccept(String label) {
    return UNCLEAR_ACCEPT.matcher(label.strip()).matches();
  }

  /** Returns whether a label hides that a click on it rejects. */
  static boolean isUnclearForReject(String label) {
    return UNCLEAR_REJECT.matcher(label.strip()).matches();
  }
}
