package io.github.consent4j.audit.rule;

/**
 * The words that say nothing, that steer, or that hide what a button does, in English, German and
 * French.
 */
final class WordList {

  /** Purposes that are none, and reasons that are none. */
  static final Phrases VAGUE =
      new Phrases(
          """
          experience, user experience, browsing experience, marketing, marketing purpose*,
          advertising, advertising purpose*, analytic*, analysis, statistic*, statistical purpose*,
          security, it security, security purpose*, research, future research, research purpose*,
          tracking, functional*, technical reason*, technical purpose*, technically necessary,
          technically required, strictly necessary, necessary, required, essential,
          business purpose*, commercial purpose*, various purpose*, other purpose*, optimi*,
          improvement*, performance
          """,
          """
          nutzererlebnis*, nutzungserlebnis*, benutzererlebnis*, besuchererlebnis*, erlebnis*,
          benutzerfreundlich*, nutzerfreundlich*, marketing*, werbung, werbezweck*, werblich* zweck*,
          statistik*, statistisch* zweck*, analyse*, analytisch* zweck*, sicherheit*, forschung*,
          künftige forschung*, technisch* gründ*, technisch notwendig*, technisch erforderlich*,
          technisch nötig, unbedingt erforderlich, notwendig*, erforderlich*, funktional*,
          geschäftlich* zweck*, verschieden* zweck*, sonstig* zweck*, optimierung*, verbesserung*,
          leistung*
          """,
          """
          expérience, expérience utilisateur, marketing, fins marketing, fins publicitaires,
          publicité, statistiques, fins statistiques, analyse*, sécurité, recherche*, nécessaire*,
          améliorer, amélioration*, optimis*
          """);

  /** Words that a vague purpose is filled up with. */
  static final Phrases FILLERS =
      new Phrases(
          """
          a, an, and, are, as, at, be, better, best, by, for, from, get, give, giving, help*, i, improv*,
          enhanc*, increas*, in, is, it, its, make, of, on, or, our, offer*, only, page*, provid*,
          purpose*, reason*, s, service*, site*, t, that, the, these, this, to, us, use*, user*, visit*,
          we, web, website*, which, with, you, your, content*, general, quality, more, cookie*
          """,
          """
          als, am, an, angebot*, auf, aus, bei, besser*, beste*, bieten, das, dein*, dem, den, der, des,
          die, dienst*, dient, dienen, diese*, durch, ein*, erhöh*, für, hilft, helfen, ihr*, im, in,
          inhalt*, ist, sind, ihnen, man, mit, nur, nutz*, oder, qualität, seite*, sie, steiger*, um,
          und, uns, unser*, verbesser*, verwend*, von, webseite*, website*, wir, wird, werden, zu, zum,
          zur, zweck*, allgemein*, grund, gründ*, besuch*, reibungslos*
          """,
          """
          à, au, aux, avec, ce, cette, d, de, des, du, en, et, fin*, l, la, le, les, meilleur*, notre, nos,
          ou, par, pour, site, un, une, utilisat*, visite*, votre, vos, service*, contenu*, des
          """);

  /** Words that praise agreeing, or make refusing feel bad. */
  static final Phrases EMOTIVE =
      new Phrases(
          """
          best experience, best possible experience, best user experience, optimal experience,
          optimal user experience, full experience, great experience, enjoy the full,
          we love cookies, yummy, delicious, tasty, sweet cookies, please accept, please agree,
          please allow, help us by accepting, support us by accepting, support us, miss out,
          you will miss, you ll miss, unfortunately, sadly, sorry to see, we value your privacy,
          we care about your privacy, we respect your privacy, your privacy matters,
          your privacy is important
          """,
          """
          optimal* nutzungserlebnis*, optimal* nutzererlebnis*, optimal* erlebnis*,
          optimal* benutzererlebnis*, best* erlebnis*, best* nutzererlebnis*, best* nutzungserlebnis*,
          bestmöglich* erlebnis*, bestmöglich* nutzererlebnis*, bestmöglich* nutzungserlebnis*,
          voll* erlebnis*, wir lieben cookies, lecker*, köstlich*, bitte akzeptier*,
          bitte stimmen sie zu, bitte stimm zu, bitte erlaub*, unterstützen sie uns,
          unterstütze uns, sie verpassen, du verpasst, leider, schade, traurig,
          ihre privatsphäre ist uns wichtig, deine privatsphäre ist uns wichtig,
          ihr datenschutz ist uns wichtig, wir respektieren ihre privatsphäre,
          wir schätzen ihre privatsphäre
          """,
          """
          meilleure expérience, expérience optimale, malheureusement, délicieu*, gourmand*,
          nous respectons votre vie privée, votre vie privée est importante, soutenez nous,
          veuillez accepter
          """);

  /** Labels that steer. */
  static final Phrases STEERING_LABELS =
      new Phrases("recommended, empfohlen, recommandé, best choice, beste wahl, einfach zustimmen");

  /** Labels that say nothing about an answer. */
  static final Phrases UNCLEAR_LABELS =
      new Phrases(
          """
          ok, okay, o k, got it, understood, i understand, continue, proceed, next, close, dismiss, fine,
          alright, great, let s go, go, x, yes, sure, enter, show page, to the website
          """,
          """
          weiter, verstanden, alles klar, ich verstehe, fortfahren, schließen, in ordnung, passt,
          los geht s, zur website, zur webseite, zur seite, ja, gerne, ja gerne, super
          """,
          "continuer, compris, d accord, fermer, suivant, oui");

  /** Labels that lead elsewhere, and so refuse nothing. */
  static final Phrases EVASIVE_LABELS =
      new Phrases(
          """
          settings, options, more options, more, learn more, manage, manage options, customi*, preferences,
          einstellungen, optionen, mehr optionen, mehr, mehr erfahren, anpassen, verwalten, später, later,
          not now, maybe later, paramètres, personnaliser, en savoir plus, plus tard
          """);

  private WordList() {}
}
