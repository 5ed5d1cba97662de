package io.github.consent4j.gate.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds where {@code head} and {@code body} begin, as a browser does when their tags are missing,
 * and puts in what is to stand first there. Follows the insertion modes of the HTML standard from
 * "before html" to "after head". A fragment, which has neither doctype nor html, head or body, gets
 * nothing, unless it is to be shown as a document all the same.
 */
public final class DocumentStart {

  private enum Mode {
    BEFORE_HEAD,
    IN_HEAD,
    AFTER_HEAD,
    IN_BODY
  }

  private final byte[] head;
  private final Supplier<String> body;

  /** Whether it is a document whatever stands in it. */
  private final boolean expected;

  /** Of a document that is read by the rules of XML; else null. */
  private @Nullable XmlStart xml;

  private Mode mode = Mode.BEFORE_HEAD;
  private boolean isDocument;
  private boolean declared;
  private boolean headDone;
  private boolean bodyDone;
  private boolean frameset;
  private int templates;

  /**
   * @param body is asked once it is known where the body begins
   * @param expected whether browsers show it as a document, whatever stands in it
   */
  public DocumentStart(String head, Supplier<String> body, boolean expected) {
    this.head = head.getBytes(StandardCharsets.US_ASCII);
    this.body = body;
    this.expected = expected;
    isDocument = expected;
  }

  public DocumentStart(String head, Supplier<String> body) {
    this(head, body, false);
  }

  public DocumentStart(String head, String body) {
    this(head, () -> body);
  }

  /** Of a document into which nothing is to be put. */
  public static DocumentStart none() {
    DocumentStart none = new DocumentStart("", "");
    none.mode = Mode.IN_BODY;
    none.headDone = true;
    none.bodyDone = true;
    return none;
  }

  /** Of an XML document, where no tag is ever missing. */
  public static DocumentStart ofXml(XmlStart xml) {
    DocumentStart start = none();
    start.xml = xml;
    return start;
  }

  /** Takes a start tag of an XML document, before anything of it has been passed. */
  void beforeXmlTag(Tag tag, boolean isRoot, Output out) throws IOException {
    if (xml != null) {
      xml.before(tag, isRoot, out);
    }
  }

  /** Takes a start tag of an XML document, after all of it has been passed. */
  void afterXmlTag(Tag tag, int end, Output out) throws IOException {
    if (xml != null) {
      xml.after(tag, end, out);
    }
  }

  /** Whether the body has not begun, so that every tag and all text matters. */
  boolean isStarting() {
    return mode != Mode.IN_BODY;
  }

  boolean isFrameset() {
    return frameset;
  }

  void doctype() {
    declareDocument();
  }

  /** The document itself says that it is one. */
  private void declareDocument() {
    isDocument = true;
    declared = true;
  }

  /** Takes text other than white space. */
  void text(int place, Output out) throws IOException {
    if (mode != Mode.IN_BODY && templates == 0) {
      beginBody(place, out);
    }
  }

  /** Takes a start tag, before anything of it has been passed. */
  void beforeStartTag(Element element, int place, Output out) throws IOException {
    if (templates > 0) {
      return;
    }
    switch (element) {
      case HTML, HEAD, BODY, FRAMESET -> declareDocument();
      case BASE,
          BASEFONT,
          BGSOUND,
          LINK,
          META,
          TITLE,
          NOFRAMES,
          STYLE,
          SCRIPT,
          NOSCRIPT,
          TEMPLATE -> {
        if (mode == Mode.BEFORE_HEAD) {
          beginHead(place, out);
        }
      }
      default -> {
        if (mode != Mode.IN_BODY) {
          beginBody(place, out);
        }
      }
    }
    if (mode != Mode.IN_BODY && (element == Element.BODY || element == Element.FRAMESET)) {
      beginHead(place, out);
    }
  }

  /** Takes a start tag, after all of it has been passed. */
  void afterStartTag(Element element, int place, Output out) throws IOException {
    switch (element) {
      case TEMPLATE -> templates++;
      case HEAD -> {
        if (templates == 0) {
          insertHead(place, out);
          if (mode == Mode.BEFORE_HEAD) {
            mode = Mode.IN_HEAD;
          }
        }
      }
      case BODY -> {
        if (templates == 0) {
          insertHead(place, out);
          mode = Mode.IN_BODY;
          insertBody(place, out);
        }
      }
      case FRAMESET -> {
        if (templates == 0 && mode != Mode.IN_BODY) {
          frameset = true;
          mode = Mode.IN_BODY;
        }
      }
      default -> {}
    }
  }

  /** Takes an end tag, before anything of it has been passed. */
  void endTag(Element element, int place, Output out) throws IOException {
    switch (element) {
      case TEMPLATE -> templates = Math.max(0, templates - 1);
      case HEAD -> {
        if (templates == 0 && mode != Mode.IN_BODY) {
          beginHead(place, out);
          mode = Mode.AFTER_HEAD;
        }
      }
      case BODY, HTML, BR -> text(place, out);
      default -> {}
    }
  }

  /** The document has ended. */
  void end(int place, Output out) throws IOException {
    // nothing is put into nothing
    boolean empty = expected && mode == Mode.BEFORE_HEAD && !declared;
    if (isDocument && mode != Mode.IN_BODY && !empty) {
      templates = 0;
      beginBody(place, out);
    }
  }

  private void beginHead(int place, Output out) throws IOException {
    if (mode == Mode.BEFORE_HEAD) {
      mode = Mode.IN_HEAD;
      if (isDocument) {
        insertHead(place, out);
      }
    }
  }

  private void beginBody(int place, Output out) throws IOException {
    beginHead(place, out);
    mode = Mode.IN_BODY;
    if (isDocument) {
      insertHead(place, out);
      insertBody(place, out);
    }
  }

  private void insertHead(int place, Output out) throws IOException {
    if (!headDone) {
      headDone = true;
      out.insertElements(place, head);
    }
  }

  private void insertBody(int place, Output out) throws IOException {
    if (!bodyDone) {
      bodyDone = true;
      out.insertElements(place, body.get().getBytes(StandardCharsets.US_ASCII));
    }
  }
}
