package io.github.consent4j.policy.reader;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Recognises files that are no policy: those of other consent tools, of Spring and of other
 * formats. It is asked about files that cannot be used as they are, or that have no key {@code
 * site}.
 */
final class ForeignFile {

  /** The command that takes over another tool's file. */
  private static final String TAKE_OVER = "java -jar consent-core-…-cli.jar init --from ";

  private static final Pattern PROPERTY = Pattern.compile("[\\w.\\[\\]-]+\\s*=.*");
  private static final Pattern SPRING =
      Pattern.compile("(?m)^[ \\t]*consent\\.policy\\.[\\w.\\[\\]-]+[ \\t]*[=:]");
  private static final Pattern SECTION = Pattern.compile("(?m)^[ \\t]*\\[[\\w.-]+][ \\t]*$");
  private static final Pattern FENCE = Pattern.compile("\\A\\s*```");
  private static final Pattern HTML = Pattern.compile("\\A\\s*<[A-Za-z!?]");
  private static final Pattern DIFFERENCE = Pattern.compile("(?m)^(?:--- a/|@@ -\\d)");
  private static final Pattern NUMBERED = Pattern.compile("\\A\\s*1[.:]?[ \\t]+\\w");
  private static final Pattern PROMPT = Pattern.compile("\\A\\s*[$#>] (?:cat|less|more|vi|nano) ");

  /** Another tool, and how its file is recognised. */
  private record Tool(String name, Pattern sign, String from) {

    Tool(String name, String sign, String from) {
      this(name, Pattern.compile(sign), from);
    }

    String told() {
      return from.isEmpty()
          ? "this is a file of "
              + name
              + ", not a policy: begin one with 'java -jar consent-core-…-cli.jar init'"
          : "this is a file of "
              + name
              + ", not a policy: make one of it with '"
              + TAKE_OVER
              + from
              + "'";
    }
  }

  private static final List<Tool> TOOLS =
      List.of(
          new Tool(
              "Klaro",
              "klaroConfig|klaro\\.(?:setup|render)|(?m)^[ \\t]*[\"']?(?:elementID|mustConsent|hideDeclineAll)[\"']?\\s*:",
              "klaro.js"),
          new Tool("tarteaucitron", "tarteaucitron\\.|tarteaucitronForce", "tarteaucitron.js"),
          new Tool(
              "Cookiebot",
              "(?i)<CookieDeclaration|cookiebot|(?-i)CookieCategory|CookieProvider|CookiePurpose",
              "cookiebot.json"),
          new Tool(
              "vanilla-cookieconsent",
              "CookieConsent\\.run|initCookieConsent|[\"']?(?:autoClear|readOnly|consentModal|guiOptions|gui_options|preferencesModal|autorun)[\"']?\\s*:",
              "cookieconsent-config.js"),
          new Tool("OneTrust", "(?i)onetrust|optanon|cookielaw\\.org", ""),
          new Tool("Usercentrics", "(?i)usercentrics", ""),
          new Tool("Borlabs Cookie", "(?i)borlabs", ""),
          new Tool("Complianz", "(?i)complianz|cmplz", ""),
          new Tool("CookieYes", "(?i)cookieyes|cky-consent", ""));

  private ForeignFile() {}

  /**
   * Returns what the file is and what to do; empty if nothing is recognised.
   *
   * @param root the tree of the file; null if it is empty or no YAML
   */
  static Optional<String> told(String text, @Nullable Node root) {
    Optional<String> tool =
        TOOLS.stream().filter(each -> each.sign.matcher(text).find()).findFirst().map(Tool::told);
    if (tool.isPresent()) {
      return tool;
    }
    if (isKlaro(root)) {
      return Optional.of(TOOLS.get(0).told());
    }
    return format(text, root);
  }

  private static boolean isKlaro(@Nullable Node root) {
    return List.of("services", "apps").stream()
        .map(key -> Nodes.child(root, key))
        .anyMatch(
            services ->
                services instanceof SequenceNode
                    && Nodes.items(services).stream()
                        .anyMatch(service -> Nodes.child(service, "purposes") != null));
  }

  private static Optional<String> format(String text, @Nullable Node root) {
    Node consent = Nodes.child(root, "consent");
    if (SPRING.matcher(text).find() || Nodes.child(consent, "policy") != null) {
      return Optional.of(
          "this is the form of Spring's application.yaml or application.properties; put it there,"
              + " or leave 'consent.policy' out here: 'site:' and 'categories:' begin at the left"
              + " margin, and what belongs to them stands below, indented");
    }
    if (consent != null && Nodes.entries(root).size() == 1) {
      return Optional.of(
          "remove 'consent:'; 'site:' and 'categories:' begin at the left margin, without a key"
              + " above them");
    }
    if (Nodes.child(root, "spring") != null || Nodes.child(root, "server") != null) {
      return Optional.of(
          "this is an application.yaml of Spring, not a policy; write 'site:' and 'categories:' in"
              + " a file of their own");
    }
    for (NodeTuple entry : Nodes.entries(root)) {
      String key = Nodes.text(entry.getKeyNode());
      int dot = key.indexOf('.');
      if (dot > 0 && KeyHints.isKey(key.substring(0, dot))) {
        return Optional.of(
            "'"
                + key
                + "' joins keys with dots; write '"
                + key.substring(0, dot)
                + ":', and below it, indented, '"
                + key.substring(key.lastIndexOf('.') + 1)
                + ": ...'");
      }
    }
    if (text.startsWith("{\\rtf")) {
      return Optional.of("this is a word processor's document; save it as plain text");
    }
    if (NUMBERED.matcher(text).find()) {
      return Optional.of("the lines begin with their numbers; copy the file without them");
    }
    if (root != null && !Nodes.entries(root).isEmpty()) {
      return Optional.empty();
    }
    if (FENCE.matcher(text).find()) {
      return Optional.of("the line ``` belongs to a web page's markup; remove it here and below");
    }
    if (DIFFERENCE.matcher(text).find()) {
      return Optional.of("this is a difference of two files; copy the file itself");
    }
    if (PROMPT.matcher(text).find()) {
      return Optional.of("the first line is a command of a terminal; remove it");
    }
    if (HTML.matcher(text).find()) {
      return Optional.of(
          "this is a web page or XML, not a policy; the file begins with 'site:', as in the manual");
    }
    List<String> lines =
        text.lines().map(String::strip).filter(line -> line.matches("[^#;!].*")).toList();
    long properties = lines.stream().filter(line -> PROPERTY.matcher(line).matches()).count();
    if (properties > 0 && SECTION.matcher(text).find()) {
      return Optional.of(
          "this is a file with [sections] and '=', not YAML; write 'site:', and below it, indented,"
              + " 'name: ...'");
    }
    if (properties * 2 > lines.size()) {
      return Optional.of(
          "this is a properties file, not YAML; write 'site:', and below it, indented, 'name: ...',"
              + " with ':' instead of '='");
    }
    return Optional.empty();
  }
}
