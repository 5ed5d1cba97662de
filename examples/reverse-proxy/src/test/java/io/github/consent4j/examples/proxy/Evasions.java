package io.github.consent4j.examples.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Small documents that contact a declared host in a way that is easily overlooked. In each
 * document, {@code c#} is a subdomain of its own.
 */
final class Evasions {

  /** The browsers in which a document contacts its host if nothing blocks it. */
  enum Contacts {
    ALWAYS,
    WITH_SCRIPT,
    WITHOUT_SCRIPT,
    NEVER
  }

  /**
   * One document.
   *
   * @param number number of the subdomain
   */
  record Evasion(int number, String name, Contacts contacts, String html) {

    /** Returns whether a host is the document's own. */
    boolean isHost(String host) {
      return host.startsWith("c" + number + ".");
    }

    boolean contacts(boolean script) {
      return switch (contacts) {
        case ALWAYS -> true;
        case WITH_SCRIPT -> script;
        case WITHOUT_SCRIPT -> !script;
        case NEVER -> false;
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String T = "c#.tracker.example";
  private static final String IMG = "<img src=//" + T + "/a>";

  private final List<Evasion> all = new ArrayList<>();

  private Evasions() {}

  static List<Evasion> all() {
    Evasions evasions = new Evasions();
    evasions.tags();
    evasions.attributes();
    evasions.characterReferences();
    evasions.urls();
    evasions.hosts();
    evasions.notComments();
    evasions.texts();
    evasions.foreign();
    evasions.scanned();
    evasions.elements();
    evasions.lists();
    evasions.styles();
    evasions.scripts();
    evasions.nested();
    evasions.frames();
    return evasions.all;
  }

  private void add(String name, Contacts contacts, String html) {
    int number = all.size();
    String document = "<img src=http://c" + number + ".tracker.example/a>";
    String text =
        html.replace("c#", "c" + number)
            .replace("C#", "C" + number)
            .replace("{base64}", Base64.getEncoder().encodeToString(document.getBytes(US_ASCII)))
            .replace("{utf16}", Base64.getEncoder().encodeToString(document.getBytes(UTF_16LE)));
    all.add(new Evasion(number, name, contacts, text));
  }

  private void always(String name, String html) {
    add(name, Contacts.ALWAYS, html);
  }

  private void url(String name, String url) {
    always(name, "<img src=\"" + url + "\">");
  }

  private void tags() {
    always("upper case", "<IMG SRC=\"HTTP://C#.TRACKER.EXAMPLE/A\">");
    always("mixed case", "<iMg sRc=\"hTTp://C#.Tracker.Example/A\">");
    always("line breaks in the tag", "<img\n\t\f\rsrc\n=\n\"//" + T + "/a\"\n>");
    always("slashes in the tag", "<img/src=\"//" + T + "/a\"/x>");
    always("> in another attribute", "<img title=\">\" alt='>' src=//" + T + "/a>");
    always("< in another attribute", "<img title=\"<img>\" alt=a<b src=//" + T + "/a>");
    always("stray equals sign", "<img =\"x\" src=//" + T + "/a>");
    always("stray quote", "<img x\"y' src=//" + T + "/a>");
    always("no space between attributes", "<img alt=\"\"src=\"//" + T + "/a\"alt=''>");
    always("two opening signs", "<<img src=//" + T + "/a>");
    always("NUL before the tag", "\0" + IMG);
    always("NUL in another attribute", "<img alt=\"\0\" \0src=/b src=//" + T + "/a>");
    add("NUL in the name of the tag", Contacts.NEVER, "<img\0 src=//" + T + "/a>");
    add("NUL in the name of the attribute", Contacts.NEVER, "<img s\0rc=//" + T + "/a>");
    add("NUL in the host", Contacts.NEVER, "<img src=//" + T + "\0/a>");
    add("tag that never ends", Contacts.NEVER, "<img src=\"//" + T + "/a\"");
    always("tag of 100 KB", "<img alt=\"" + "x".repeat(100_000) + "\" src=//" + T + "/a>");
    always("1,000 attributes", "<img " + attributes(1000) + "src=//" + T + "/a>");
    always("other element of the name", "<image src=//" + T + "/a>");
    always("no document around", IMG);
    always("behind the end of the document", "<!DOCTYPE html><p></body></html>" + IMG);
    always("after a byte order mark", "\ufeff" + IMG);
  }

  private static String attributes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i + "=b ").collect(Collectors.joining());
  }

  private void attributes() {
    always("unquoted", IMG);
    always("single quotes", "<img src='//" + T + "/a'>");
    always("unquoted with quotes inside", "<img src=//" + T + "/a\"b'c`d=e<f>");
    always("unquoted with a slash at the end", "<img src=//" + T + "/>");
    always("space around the sign", "<img src   =   '//" + T + "/a'>");
    always("first of two", "<img src=//" + T + "/a src=/b>");
    always("two of the same", "<img src=//" + T + "/a SRC=//" + T + "/b>");
    add("second of two", Contacts.NEVER, "<img src=/b src=//" + T + "/a>");
    always("our own name taken", "<img data-consent-src=/b src=//" + T + "/a>");
    always("our own mark taken", "<img data-consent-service=x data-consent-ui src=//" + T + "/a>");
  }

  private void characterReferences() {
    url("decimal reference in the scheme", "http&#58;//" + T + "/a");
    url("hexadecimal reference in the scheme", "&#x68;ttp&#X3A;//" + T + "/a");
    url("reference without a semicolon", "http&#58//" + T + "/a");
    url("reference with zeros", "http&#000000000058;//" + T + "/a");
    url("named references", "http&colon;&sol;&sol;c#&period;tracker&period;example&sol;a");
    url("tab by name", "ht&Tab;tp://" + T + "/a");
    url("line break by name", "//c#.track&NewLine;er.example/a");
    url("reference in the host", "//c#.tr&#97;cker.example/a");
    url("reference for the first slash", "&#47;/" + T + "/a");
    url("soft hyphen by name", "//c#.tra&shy;cker.example/a");
    always("reference in an unquoted value", "<img src=&#47&#47" + T + "/a>");
    always("reference in a relation", "<link rel=&#115;tylesheet href=//" + T + "/a>");
  }

  private void urls() {
    url("protocol-relative", "//" + T + "/a");
    url("backslashes", "\\\\" + T + "\\a");
    url("slash and backslash", "/\\" + T + "/a");
    url("backslash and slash", "\\/" + T + "/a");
    url("three slashes", "///" + T + "/a");
    url("many slashes", "http://////" + T + "/a");
    url("scheme and backslashes", "http:\\\\" + T + "/a");
    url("other scheme without slashes", "https:" + T + "/a");
    url("other scheme with one slash", "https:/" + T + "/a");
    url("spaces around", "  \n http://" + T + "/a \t ");
    url("control characters in front", "\1\2\37 http://" + T + "/a");
    url("tab in the scheme", "ht\ttp://" + T + "/a");
    url("line breaks between the slashes", "http:/\r\n/" + T + "/a");
    url("line break in the host", "//c#.track\ner.example/a");
    url("port", "//" + T + ":8080/a");
    url("port 80", "http://" + T + ":80/a");
    url("empty port", "http://" + T + ":/a");
    url("no path", "//" + T);
    url("query without a path", "//" + T + "?a");
    url("fragment without a path", "//" + T + "#a");
    url("empty user", "http://@" + T + "/a");
    add(
        "user that looks like the site",
        Contacts.NEVER,
        "<img src=\"http://plain.example@" + T + "/a\">");
    add("user and password", Contacts.NEVER, "<img src=\"http://u:p@" + T + "/a\">");
    url("backslash before an at sign", "http://" + T + "\\@plain.example/a");
    url("dots in the path", "//" + T + "/../%2e%2e/a");
    always("base", "<base href=\"//" + T + "/\"><img src=a>");
    always("base with a path", "<base href=\"//" + T + "/b/c\"><img src=../a>");
    always(
        "base after another without an address",
        "<base target=x><base href=//" + T + "><img src=a>");
    add(
        "second base",
        Contacts.NEVER,
        "<base href=http://plain.example/><base href=//" + T + "><img src=a>");
  }

  private void hosts() {
    url("trailing dot", "//" + T + "./a");
    url("trailing dot and port", "//" + T + ".:80/a");
    url("deeper subdomain", "//c#.a.b.tracker.example/a");
    url("percent-encoded letter", "//c#.%74racker.example/a");
    url("percent-encoded dot", "//c#%2Etracker%2eexample/a");
    url("percent-encoded full-width letter", "//c#.%EF%BD%94racker.example/a");
    url("full-width letters", "//c#.ｔｒａｃｋｅｒ.example/a");
    url("full-width dot", "//c#．tracker．example/a");
    url("ideographic full stop", "//c#。tracker。example/a");
    url("percent sign in full width", "//c#.track\uff0565r.example/a");
    url("Kelvin sign", "//c#.trac\u212aer.example/a");
    url("soft hyphen", "//c#.tra\u00adcker.example/a");
    url("zero-width space", "//c#.tra\u200bcker.example/a");
    url("international name", "//c#.trücker.example/a");
    url("international name in upper case", "//C#.TRÜCKER.EXAMPLE/a");
    url("international name decomposed", "//c#.tru\u0308cker.example/a");
    url("international name in Punycode", "//c#.xn--trcker-4ya.example/a");
    url("international name percent-encoded", "//c#.tr%C3%BCcker.example/a");
    url("capital sharp s", "//c#.\u017ftra\u017f\u017fe.example/a");
  }

  private void notComments() {
    always("<!-->", "<!-->" + IMG);
    always("<!--->", "<!--->" + IMG);
    always("--!>", "<!-- --!>" + IMG);
    always("comment in a comment", "<!-- <!-- -->" + IMG + "<!-- -->");
    always("dashes", "<!-- -- --->" + IMG + "<!-- -->");
    always("declaration", "<!x \">" + IMG + "<p \">");
    always("processing instruction", "<?php echo \">" + IMG + "\" ?>");
    always("end tag without a name", "</1 \">" + IMG + "\">");
    always("CDATA outside of foreign content", "<![CDATA[>" + IMG + "]]>");
    always("doctype", "<!DOCTYPE html \">" + IMG + "\">");
    always("conditional comment for others", "<!--[if !IE]><!-->" + IMG + "<!--<![endif]-->");
    always("conditional comment without dashes", "<![if !IE]>" + IMG + "<![endif]>");
    always("end of a paragraph", "</p title=\">\"></br>" + IMG);
  }

  private void texts() {
    always("title ends", "<title><a title='</title >" + IMG + "'></a>");
    always("textarea ends", "<textarea></textarea/x y='>'>" + IMG);
    always("style ends", "<style>/*</style\n>" + IMG);
    always("script ends", "<script>'</SCRIPT foo='bar>'>" + IMG);
    always("script without a source", "<script src=>\"<img>\"</script>" + IMG);
    always("style with an empty attribute", "<style x=>/*<img>*/</style>" + IMG);
    always("frame with an empty attribute", "<iframe src=></iframe>" + IMG);
    always("script in a comment in a script", "<script><!--<script></script>--></script>" + IMG);
    always("comment in a script ends", "<script><!-- --><script></script>" + IMG);
    always("xmp ends", "<xmp><plaintext></xmp x=\"\">" + IMG);
    add(
        "noscript ends in a quoted value",
        Contacts.WITH_SCRIPT,
        "<noscript><p title=\"</noscript>" + IMG + "\"></noscript>");
    add("noscript", Contacts.WITHOUT_SCRIPT, "<noscript>" + IMG + "</noscript>");
    add(
        "noscript with more around",
        Contacts.WITHOUT_SCRIPT,
        "<noscript><div>\n  " + IMG + "\n</div></noscript>");
    add(
        "noscript in the head",
        Contacts.WITHOUT_SCRIPT,
        "<head><noscript><link rel=stylesheet href=//" + T + "/a></noscript>");
    always("style in a noscript", "<noscript><style>a{}</style></noscript>" + IMG);
    always("in a select", "<select><option><title></select></title>" + IMG);
    always("in a table", "<table><tr>" + IMG + "<td></table>");
    always("in a button", "<button>" + IMG + "</button>");
    add("template", Contacts.NEVER, "<template>" + IMG + "</template>");
    always(
        "template that is a shadow root",
        "<div><template shadowrootmode=open>" + IMG + "</template></div>");
  }

  private void foreign() {
    always("image in svg", "<svg><image href=//" + T + "/a /></svg>");
    always("image in svg, old", "<svg><image xlink:href=//" + T + "/a /></svg>");
    add("script in svg", Contacts.WITH_SCRIPT, "<svg><script href=//" + T + "/a></script></svg>");
    add(
        "script in svg, old",
        Contacts.WITH_SCRIPT,
        "<svg><script xlink:href=//" + T + "/a /></svg>");
    always("markup in a script in svg", "<svg><script>" + IMG + "</script></svg>");
    always("markup in a style in svg", "<svg><style>" + IMG + "</style></svg>");
    always("markup in a title in svg", "<svg><title>" + IMG + "</title></svg>");
    always("markup in a foreign object", "<svg><foreignObject>" + IMG + "</foreignObject></svg>");
    always("style in a foreign object", "<svg><foreignObject><style></style>" + IMG + "</svg>");
    always("markup in mathematics", "<math><mtext>" + IMG + "</mtext></math>");
    always("style in mathematics", "<math><style>" + IMG + "</style></math>");
    always("breaking out of svg", "<svg><p><style>/*</style>" + IMG);
    always("CDATA in svg", "<svg><![CDATA[<p title=\"]]><image href=//" + T + "/a />");
    always(
        "annotation", "<math><annotation-xml encoding=text/html><style></style>" + IMG + "</math>");
    always("style sheet in svg", "<svg><style>@import '//" + T + "/a';</style></svg>");
    always(
        "style sheet in svg and CDATA",
        "<svg><style><![CDATA[svg{background:url(//" + T + "/a)}]]></style></svg>");
    always("style attribute in svg", "<svg style=\"background:url(//" + T + "/a)\" />");
    always(
        "filter in svg",
        "<svg><filter id=f><feImage href=//"
            + T
            + "/a /></filter><rect width=9 height=9 filter=url(#f) /></svg>");
    add("use of another document", Contacts.NEVER, "<svg><use href=//" + T + "/a#b /></svg>");
    always(
        "image that gets its address later",
        "<svg><image width=9 height=9><set attributeName=href to=//" + T + "/a /></image></svg>");
    always(
        "image whose address changes",
        "<svg><image width=9 height=9 href=/b><animate attributeName=href dur=9s values='//"
            + T
            + "/a;/b' /></image></svg>");
    always("svg that closes itself", "<svg/><title></title>" + IMG);
  }

  private void elements() {
    always("frame", "<iframe src=//" + T + "/a></iframe>");
    always("frame in a frameset", "<frameset><frame src=//" + T + "/a></frameset>");
    always("object", "<object data=//" + T + "/a></object>");
    always("embed", "<embed src=//" + T + "/a>");
    always("video", "<video src=//" + T + "/a></video>");
    always("source of a video", "<video><source src=//" + T + "/a></video>");
    always("poster", "<video poster=//" + T + "/a></video>");
    always("audio", "<audio src=//" + T + "/a preload=auto></audio>");
    always("image button", "<input type=image src=//" + T + "/a>");
    always("background of the body", "<body background=//" + T + "/a>");
    always("background of a cell", "<table background=//" + T + "/a><tr><td>x</table>");
    always("style sheet", "<link rel=stylesheet href=//" + T + "/a>");
    always("style sheet among relations", "<link rel=\"x\tSTYLESHEET y\" href=//" + T + "/a>");
    always("preload", "<link rel=preload as=style href=//" + T + "/a>");
    always("preload of candidates", "<link rel=preload as=image imagesrcset=\"//" + T + "/a 1x\">");
    script("module preload", "<link rel=modulepreload href=//" + T + "/a>");
    always("prefetch", "<link rel=prefetch href=//" + T + "/a>");
    always("refresh", "<meta http-equiv=refresh content=\"0;url=//" + T + "/a\">");
    always("refresh, quoted", "<meta http-equiv=REFRESH content=\"0; URL = '//" + T + "/a' x\">");
    always("refresh, short", "<meta http-equiv=refresh content=\"0,//" + T + "/a\">");
    always("refresh, with a space", "<meta http-equiv=refresh content=\"0 url=//" + T + "/a\">");
    always(
        "refresh, with references",
        "<meta content=\"0;u&#114;l=&#47;/" + T + "/a\" http-equiv=&#114;efresh>");
  }

  private void lists() {
    always("candidate", "<img srcset=\"//" + T + "/a 1x\">");
    always("candidate behind commas", "<img srcset=\" , ,,//" + T + "/a\">");
    always("candidate behind data", "<img srcset=\"data:,a,b 9x, //" + T + "/a 1x\">");
    always("candidate behind parentheses", "<img srcset=\"/b 9x(,), //" + T + "/a 1x\">");
    always("picture", "<picture><source srcset=//" + T + "/a><img></picture>");
  }

  /** Adds documents that Chromium's preload scanner reads differently from its parser. */
  private void scanned() {
    always("CDATA that is markup ahead", "<svg><![CDATA[ >" + IMG + " ]]></svg>");
    always(
        "CDATA with a quote that swallows its end",
        "<svg><![CDATA[ ><p title=\" ]]></svg><p title=\">" + IMG + "\">");
    always(
        "attribute that ends a text ahead",
        "<svg><textarea><g title=\"</textarea>" + IMG + "\"></g></textarea></svg>");
    always("text that never ended ahead", "<svg><style></svg><p title=\"</style>" + IMG + "\">");
    always("text that has never begun", "<svg><title/></svg><p title=\"</title>" + IMG + "\">");
    always(
        "comment that ends a script ahead",
        "<svg><script>//<!-- </script>" + IMG + " --></script></svg>");
    always("last of two relations", "<link rel=x rel=stylesheet href=//" + T + "/a>");
    script("last of two types", "<script type=text/x type=module src=//" + T + "/a></script>");
    always(
        "base behind one that is none",
        "<base href='http://[/'><base href=//" + T + "/><img src=a>");
  }

  private void styles() {
    always("style attribute", "<p style=\"background:url(//" + T + "/a)\">x");
    always("style attribute with a reference", "<p style=background:url&lpar;//" + T + "/a)>x");
    always("quotes in a style", "<p style='background:url( \"//" + T + "/a\" )'>x");
    always("escape in a style", "<p style='background:\\75 r\\6C(//" + T + "/a)'>x");
    always("escape in a host", "<p style='background:url(//c#.\\74 racker.example/a)'>x");
    always("upper case in a style", "<p style='BACKGROUND:URL(//" + T + "/a)'>x");
    always("comment before", "<style>/*'*/p{background:url(//" + T + "/a)}</style><p>x");
    always(
        "string before", "<style>q{content:'\\'/*'}p{background:url(//" + T + "/a)}</style><p>x");
    always("import", "<style>@import '//" + T + "/a';</style>");
    always("import with url", "<style>@import url(//" + T + "/a) print;</style>");
    always("import behind a comment", "<style>@IMPORT/**/'//" + T + "/a'</style>");
    always("import with an escape", "<style>@\\69mport \"//" + T + "/a\"</style>");
    always("import in a comment of HTML", "<style><!-- @import '//" + T + "/a'; --></style>");
    always(
        "set of images of a property",
        "<style>:root{--u:'//" + T + "/a'}p{background:image-set(var(--u) 1x)}</style><p>x");
    always(
        "set of images of a property of the element",
        "<p style=\"--u:'//" + T + "/a'\"><style>p{background:image-set(var(--u) 1x)}</style>");
    always("set of images", "<p style=\"background:image-set('//" + T + "/a' 1x)\">x");
    always(
        "set of images, old", "<p style=\"background:-webkit-image-set(url(//" + T + "/a) 1x)\">x");
    always(
        "style sheet in its own address",
        "<link rel=stylesheet href=\"data:text/css,@import url(http://" + T + "/a)\">");
    always(
        "font",
        "<style>@font-face{font-family:f;src:url(//" + T + "/a)}p{font-family:f}</style><p>x");
  }

  private void scripts() {
    script("script", "<script src=//" + T + "/a></script>");
    script("script without an end", "<p><script src=//" + T + "/a async>");
    script("script with an empty type", "<script type='' src=//" + T + "/a></script>");
    script(
        "script with a strange type",
        "<script type=' TEXT/JavaScript ' src=//" + T + "/a></script>");
    script("script with two types", "<script type='' type=text/plain src=//" + T + "/a></script>");
    script("script with a language", "<script language=JavaScript1.5 src=//" + T + "/a></script>");
    script("module", "<script type=module src=//" + T + "/a></script>");
    script(
        "import map",
        "<script type=importmap>{\"imports\":{\"a\":\"//"
            + T
            + "/a\"}}</script><script type=module>import 'a'</script>");
    script(
        "import map with escapes",
        "<script type=importmap>{\"imports\":{\"a\":\"\\/\\u002f"
            + T
            + "/a\"}}</script><script type=module>import 'a'</script>");
    script("import in a module", "<script type=module>import '//" + T + "/a'</script>");
    script(
        "import with names in a module",
        "<script type=module>import x, * as y from /*x*/ \"//" + T + "/a\"</script>");
    script("export in a module", "<script type=module>export * from '//" + T + "/a'</script>");
    script(
        "import with escapes in a module",
        "<script type=module>import '\\x68ttp:\\u{2f}\\u002f" + T + "/a'</script>");
    script(
        "import of a resolved address",
        "<script type=module>import(import.meta.resolve('http://" + T + "/a'))</script>");
    script("import of a sum", "<p><script>import('http://' + \"" + T + "/a\")</script>");
    script("import in a handler", "<img src=/none onerror=\"import('//" + T + "/a')\">");
    script("import in a script", "<p><script>import( `//" + T + "/a` )</script>");
    script(
        "module in its own address",
        "<script type=module src=\"data:text/javascript,import 'http://" + T + "/a'\"></script>");
    add("data block", Contacts.NEVER, "<script type=text/x src=//" + T + "/a></script>");
  }

  private void script(String name, String html) {
    add(name, Contacts.WITH_SCRIPT, html);
  }

  private void nested() {
    always("document in an attribute", "<iframe srcdoc=\"&lt;img src=//" + T + "/a>\"></iframe>");
    always(
        "document in an unquoted attribute",
        "<iframe srcdoc=&lt;img/src=//" + T + "/a&gt;></iframe>");
    always(
        "document in a document in an attribute",
        "<iframe srcdoc=\"&lt;iframe srcdoc='&amp;lt;img src=//" + T + "/a>'>\"></iframe>");
    always(
        "three documents deep",
        "<iframe srcdoc=\"&lt;iframe srcdoc='&amp;lt;iframe srcdoc=&amp;amp;lt;img/src=//"
            + T
            + "/a&amp;amp;gt;>'>\"></iframe>");
    always(
        "document in an address", "<iframe src=\"data:text/html,<img src=http://" + T + "/a>\">");
    always(
        "document in an encoded address",
        "<iframe src=\"data:text/html,%3Cimg%20src=http:%2F/" + T + "/a%3E\">");
    script(
        "script in a document in an attribute",
        "<iframe srcdoc=\"<p><script>new Image().src='//" + T + "/a'</script>\"></iframe>");
    always(
        "document in an address with a line break",
        "<iframe src=\"da&#10;ta:text/html,<img src=http://" + T + "/a>\">");
    always(
        "XML document in an address",
        "<iframe src=\"data:text/xml,<x:html xmlns:x='http://www.w3.org/1999/xhtml'><x:img src='http://"
            + T
            + "/a'/></x:html>\">");
    always("document in an address in Base64", "<iframe src=\"data:text/html;base64,{base64}\">");
  }

  /** Adds frames whose address is a document in another encoding, or creates one by a script. */
  private void frames() {
    script("script in an address", "<iframe src=\"javascript:'<img src=http://" + T + "/a>'\">");
    script("import in an address", "<iframe src=\"javascript:import('http://" + T + "/a')\">");
    always(
        "document in an address in UTF-16",
        "<iframe src=\"data:text/html;charset=utf-16le;base64,{utf16}\">");
    always(
        "document in an address in ISO-2022-JP",
        "<iframe src='data:text/html;charset=iso-2022-jp,<p title=%22a%1b$B%22><!--%1b(B%22>"
            + "<img src=http://"
            + T
            + "/a> -->'>");
    script(
        "script in a document in an address",
        "<iframe src=\"data:text/html,<script>new Image().src='http:\\x2f/"
            + T
            + "/a'</script>\">");
  }
}
