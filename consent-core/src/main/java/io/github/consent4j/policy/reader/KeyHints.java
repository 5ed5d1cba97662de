package io.github.consent4j.policy.reader;

import io.github.consent4j.text.Suggestions;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the author of an unknown key or category probably meant: the English word, the word of this
 * file instead of another tool's, or the place where the key belongs.
 */
final class KeyHints {

  /** The keys of a file, by the place where they stand. */
  private static final Map<String, Set<String>> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put(
        "at the left margin, beside 'site'",
        Set.of(
            "site",
            "languages",
            "categories",
            "services",
            "look",
            "texts",
            "revision",
            "cookie",
            "signals",
            "csp",
            "own-hosts",
            "rendering",
            "renew-after",
            "base-path",
            "skip-paths",
            "no-banner-paths",
            "undeclared-hosts",
            "undeclared-cookies",
            "leftovers",
            "records",
            "on-error"));
    PLACES.put("under 'site'", Set.of("privacy-policy", "imprint", "lazy-attributes"));
    PLACES.put(
        "in a category",
        Set.of("required", "title", "description", "enforce", "gpc", "before-decision"));
    PLACES.put(
        "in a service", Set.of("provider", "purpose", "stores", "loads", "marks", "legal-basis"));
    PLACES.put("under 'provider'", Set.of("address", "country", "transfers-to", "domains"));
    PLACES.put("under 'loads'", Set.of("hosts", "scripts", "inline"));
    PLACES.put(
        "in an item of 'stores'",
        Set.of(
            "lifetime",
            "kind",
            "domain",
            "path",
            "necessity",
            "on-block",
            "same-site",
            "http-only",
            "cap-lifetime"));
    PLACES.put("under 'look'", Set.of("theme", "position", "colors"));
    PLACES.put(
        "under 'records'",
        Set.of("store", "directory", "data-source", "node", "when-full", "keep", "visitor"));
  }

  /** The words of other languages and tools, without accents, behind the key that they mean. */
  private static final Map<String, String> KEYS =
      byWord(
          """
          site: seite webseite website sitio sito strona webplats
          languages: lang language sprachen sprache langues langue idiomas lingue talen jezyki sprak locales
          categories: category kategorien kategorie categorias categorie categorieen kategorier purposes groups
          services: service dienste dienst servicios servizi diensten uslugi tjanster apps vendors
          name: nom nombre nome naam nazwa namn label bezeichnung
          privacy-policy: privacy datenschutz datenschutzerklaerung datenschutzerklarung politique-de-confidentialite politica-de-privacidad privacybeleid privacypolicy privacy-policy-url privacy-url
          imprint: impressum legal-notice mentions-legales aviso-legal note-legali colofon
          required: mandatory readonly read-only pflicht erforderlich notwendig obligatoire obligatorio obbligatorio verplicht wymagane always-on
          title: titel titre titulo titolo tytul headline
          description: beschreibung descripcion descrizione beschrijving opis desc text
          purpose: zweck zwecke finalite finalidad proposito scopo finalita doel cel syfte description
          provider: anbieter fournisseur proveedor fornitore aanbieder dostawca leverantor vendor company host
          stores: cookies cookie speichert storage local-storage stockage almacena
          loads: laedt ladt charge carga carica urls
          hosts: host domains domain urls url src adressen
          scripts: script js dateien
          inline: markers marker code snippets
          marks: selectors classes class css
          lifetime: expires expiry expiration duration max-age maxage dauer laufzeit speicherdauer lebensdauer gueltigkeit duree duracion durata looptijd czas retention ttl
          country: land pays pais paese kraj
          address: adresse direccion indirizzo adres adress anschrift
          transfers-to: transfer transfers third-country third-countries drittland uebermittlung
          kind: type typ storage-type
          necessity: reason begruendung grund raison
          look: design style aussehen theme apparence
          colors: colours colour color farben couleurs colores colori
          theme: thema design
          texts: text texte textes translations translation uebersetzungen
          domain: domaene domaine dominio domein
          records: proof nachweis nachweise einwilligungsnachweis preuve consent-records record
          directory: folder verzeichnis ordner dir dossier carpeta
          data-source: datasource datenquelle jndi
          keep: aufbewahrung retention-period keep-for
          """);

  /** The words of other languages and tools for categories of the catalogue. */
  private static final Map<String, String> CATEGORIES =
      byWord(
          """
          necessary: notwendig notwendige essential essentials essentiell essenziell required technical technisch necessaire necessaires necesarias necesario necessari necessario noodzakelijk niezbedne strictly-necessary functional-cookies erforderlich
          statistics: statistik statistiken statistic stats analytics analytic analysis analyse statistiques statistique estadisticas estadistica statistiche statistica statistieken statistiek statystyka performance leistung measurement messung webanalyse tracking
          external-media: externe-medien external media medien medias medias-externes video videos embeds embed medios-externos media-esterni externe-media external-content externe-inhalte
          marketing: werbung advertising ads targeting publicite publicidad pubblicita reclame reklama advertisement
          functional: funktional funktionell preferences preference praeferenzen komfort comfort fonctionnel funcional funzionali functioneel
          """);

  private KeyHints() {}

  private static Map<String, String> byWord(String table) {
    Map<String, String> meanings = new HashMap<>();
    table
        .lines()
        .map(line -> line.split(": "))
        .forEach(
            parts -> {
              for (String word : parts[1].split(" ")) {
                // A word that may mean several keys is suggested where one of them is known.
                meanings.merge(word, parts[0], (a, b) -> a + ' ' + b);
              }
            });
    return meanings;
  }

  /**
   * Returns an addition to the message about an unknown key.
   *
   * @param known the keys that are possible at this place
   */
  static String key(String key, Collection<String> known) {
    Optional<String> meant = meant(key, known);
    if (meant.isPresent() && key.startsWith(meant.get() + ':')) {
      return "; a space is missing after ':'";
    }
    if (meant.isPresent()) {
      return "; did you mean '" + meant.get() + "'?";
    }
    for (Map.Entry<String, Set<String>> place : PLACES.entrySet()) {
      if (place.getValue().contains(key)) {
        return "; it belongs " + place.getKey();
      }
    }
    return Suggestions.didYouMean(key, known);
  }

  /**
   * Returns the key that is meant by one that is unknown at this place; empty if that is unclear.
   */
  static Optional<String> meant(String key, Collection<String> known) {
    // In braces, a key without a space after its colon is read with its value.
    String plain = plain(key.replaceFirst("(?<=[a-z]):.*", ""));
    if (known.contains(plain)) {
      return Optional.of(plain);
    }
    Optional<String> translated =
        Arrays.stream(KEYS.getOrDefault(plain, "").split(" ")).filter(known::contains).findFirst();
    boolean elsewhere = PLACES.values().stream().anyMatch(keys -> keys.contains(key));
    return translated.isPresent() || elsewhere ? translated : Suggestions.nearestWord(key, known);
  }

  /**
   * Returns an addition to the message about an unknown service.
   *
   * @param known the services of the catalogue and of the file
   */
  static String service(String id, Collection<String> known) {
    for (String spelt : List.of(identifier(id), plain(id))) {
      if (known.contains(spelt)) {
        return "; did you mean '" + spelt + "'?";
      }
    }
    String list = Suggestions.listHint(id);
    return list.isEmpty()
        ? Suggestions.nearest(id, known)
            .orElse(
                "; the catalogue has none of this name, so write under 'services:' what it stores"
                    + " and loads")
        : list;
  }

  /**
   * Returns an addition to the message about a category without texts.
   *
   * @param known the categories that have texts in the catalogue
   */
  static String category(String id, Collection<String> known) {
    return categoryMeant(id, known)
        .map(meant -> "; or call it '" + meant + "', which has its texts in every language")
        .orElseGet(() -> Suggestions.nearest(id, known).orElse(""));
  }

  /** Returns the category of the catalogue that is meant by another word; empty if none is. */
  static Optional<String> categoryMeant(String id, Collection<String> known) {
    String plain = plain(id);
    return Optional.of(CATEGORIES.getOrDefault(plain, plain)).filter(known::contains);
  }

  /** Returns whether a word is a key somewhere in a file. */
  static boolean isKey(String word) {
    return word.equals("name") || PLACES.values().stream().anyMatch(keys -> keys.contains(word));
  }

  /** Returns a word as this file spells its keys: in lower case, with dashes, without accents. */
  static String plain(String word) {
    return identifier(word.strip().replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "-"));
  }

  /** Returns a name as an identifier: in lower case, with dashes, without accents. */
  static String identifier(String name) {
    String dashed = name.strip().replaceAll("[\\s_.]+", "-");
    return Normalizer.normalize(dashed.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "");
  }
}
