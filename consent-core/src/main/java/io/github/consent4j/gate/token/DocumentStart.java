package io.github.consent4j.gate.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds where {@code head} and {@code body} begin, as a browser does if their tags are missing, and
 * inserts the HTML that must come first in each. It follows the insertion modes of the HTML
 * standard from "before html" to "after head". A fragment, which has neither doctype nor html, head
 * or body, gets nothing, unless browsers show it as a document.
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

  /** True if it is a document, whatever it contains. */
  private final boolean expected;

  /** The start of a document that is read as XML; null for others. */
  private @Nullable XmlStart xml;

  private Mode mode = Mode.BEFORE_HEAD;
  private boolean isDocument;
  private boolean declared;
  private boolean headDone;
  private boolean bodyDone;
  private boolean frameset;
  private int templates;

  /**
   * @param body supplies the HTML for the body; it is called when the start of the body is known
   * @param expected true if browsers show it as a document, whatever it contains
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

  /** Returns the start of a document that nothing is inserted into. */
  public static DocumentStart none() {
    DocumentStart none = new DocumentStart("", "");
    none.mode = Mode.IN_BODY;
    none.headDone = true;
    none.bodyDone = true;
    return none;
  }

  /** Returns the start of an XML document, where no tag is ever missing. */
  public static DocumentStart ofXml(XmlStart xml) {
    DocumentStart start = none();
    start.xml = xml;
    return start;
  }

  /** Handles a start tag of an XML document, before any part of it has been passed. */
  void beforeXmlTag(Tag tag, boolean isRoot, Output out) throws IOException {
    if (xml != null) {
      xml.before(tag, isRoot, out);
    }
  }

  /** Handles a start tag of an XML document, after all of it has been passed. */
  void afterXmlTag(Tag tag, int end, Output out) throws IOException {
    if (xml != null) {
      xml.after(tag, end, out);
    }
  }

  /** Returns whether the body has not begun. Until then every tag and all text counts. */
  boolean isStarting() {
    return mode != Mode.IN_BODY;
  }

  boolean isFrameset() {
    return frameset;
  }

  void doctype() {
    declareDocument();
  }

  /** Notes that the document itself shows that it is a document. */
  private void declareDocument() {
    isDocument = true;
    declared = true;
  }

  /** Handles text other than white space. */
  void text(int place, Output out) throws IOException {
    if (mode != Mode.IN_BODY && templates == 0) {
      beginBody(place, out);
    }
  }

  /** Handles a start tag, before any part of it has been passed. */
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

  /** Handles a start tag, after all of it has been passed. */
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

  /** Handles an end tag, before any part of it has been passed. */
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

  /** Handles the end of the document. */
  void end(int place, Output out) throws IOException {
    // An empty response remains empty.
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
