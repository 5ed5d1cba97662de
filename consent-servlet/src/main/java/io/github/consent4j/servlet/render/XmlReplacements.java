package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.policy.Service;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The insertions into a page that browsers read as XML. There, a single tag without an end makes
 * the whole page unreadable. A part that is not well-formed is not inserted.
 *
 * @param html the parts for HTML
 */
public record XmlReplacements(Insertions html) implements Insertions {

  private static final Logger LOG = LoggerFactory.getLogger(XmlReplacements.class);
  private static final String ROOT = "<x>";

  @Override
  public void language(String tag) {
    html.language(tag);
  }

  @Override
  public void base(String origin) {
    html.base(origin);
  }

  @Override
  public String head() {
    return checked(XmlSpelling.of(html.head()));
  }

  @Override
  public String guard() {
    return html.guard();
  }

  @Override
  public String guardInXml() {
    return checked(XmlSpelling.of(html.guard()));
  }

  @Override
  public String body() {
    return checked(XmlSpelling.of(html.body()));
  }

  @Override
  public String frame(Service service, String url) {
    return html.frame(service, url);
  }

  @Override
  public String frameName(String url) {
    return html.frameName(url);
  }

  @Override
  public String frameTitle(Service service) {
    return html.frameTitle(service);
  }

  @Override
  public String beforeMarked(Service service) {
    return withScript(html.beforeMarked(service));
  }

  /** Adds the script to the first notice, because nothing may follow a page. */
  private String withScript(String notice) {
    return checked(XmlSpelling.of(html.behindPage() + notice));
  }

  @Override
  public String beforeImage(Service service, String url) {
    return withScript(html.beforeImage(service, url));
  }

  @Override
  public String settings() {
    return html.settings();
  }

  @Override
  public String settingsForm() {
    return checked(XmlSpelling.of(html.settingsForm()));
  }

  public static String checked(String markup) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try {
      XMLStreamReader reader =
          factory.createXMLStreamReader(new StringReader(ROOT + markup + "</x>"));
      while (reader.hasNext()) {
        reader.next();
      }
      return markup;
    } catch (XMLStreamException e) {
      LOG.error("A piece of markup is not put into an XHTML page: it is not well-formed", e);
      return "";
    }
  }
}
