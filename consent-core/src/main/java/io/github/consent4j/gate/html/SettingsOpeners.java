package io.github.consent4j.gate.html;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Output;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes links and buttons that a page marks with {@link ConsentAttribute#OPEN} lead to the settings
 * without a script. A link without a URL gets one, and a button gets a form. The form stands at the
 * end of the page, where no other form can be open. In XML, where forms may stand anywhere, it
 * stands before the first such button.
 */
final class SettingsOpeners {

  private static final Logger LOG = LoggerFactory.getLogger(SettingsOpeners.class);

  private static final byte[] BUTTON = Scan.ascii("button");
  private static final byte[] LINK = Scan.ascii("a");
  private static final byte[] TOP = Scan.ascii("#");
  private static final byte[][] OWN_WAYS = {Scan.ascii("form"), Scan.ascii("formaction")};
  private static final byte[][] NO_SUBMISSION = {Scan.ascii("button"), Scan.ascii("reset")};
  private static final byte[] SUBMIT = Scan.ascii("submit");
  private static final byte[] FORM = Scan.ascii(" form=\"" + Insertions.SETTINGS_FORM + '"');

  /** Ends a form that the page has left open. */
  private static final String END_OF_FORM = "</form>";

  private final Edits edits;
  private final Policy policy;
  private final AtomicBoolean logged;
  private @Nullable Insertions insertions;
  private boolean xml;
  private boolean seenButton;

  /**
   * @param edits receives the changes of tags
   * @param logged whether the log already says what such a button needs
   */
  SettingsOpeners(Edits edits, Policy policy, AtomicBoolean logged) {
    this.edits = edits;
    this.policy = policy;
    this.logged = logged;
  }

  void begin(Insertions given, boolean inXml) {
    insertions = given;
    xml = inXml;
    seenButton = false;
  }

  /** Handles a complete tag that has the mark. */
  void open(Tag tag, Insertions given, Output out) throws IOException {
    int name = tag.start + 1;
    if (Scan.isIgnoringCase(tag.bytes, name, tag.nameEnd, LINK)) {
      link(tag, given.settings());
    } else if (Scan.isIgnoringCase(tag.bytes, name, tag.nameEnd, BUTTON)) {
      button(tag, given, out);
    }
  }

  private void link(Tag tag, String settings) {
    if (settings.isEmpty()) {
      return;
    }
    String value = '"' + AttributeText.escape(settings) + '"';
    int href = tag.find(AttributeName.HREF);
    if (href < 0) {
      edits.insert(tag.nameEnd, Scan.ascii(" href=" + value));
      return;
    }
    int from = tag.valueFrom(href);
    int to = tag.valueTo(href);
    if (from >= 0 && (from == to || Scan.isIgnoringCase(tag.bytes, from, to, TOP))) {
      int quote = tag.quote(href) == 0 ? 0 : 1;
      edits.replace(from - quote, to + quote, Scan.ascii(value));
    }
  }

  private void button(Tag tag, Insertions given, Output out) throws IOException {
    for (int i = 0; i < tag.count; i++) {
      if (Scan.isAnyIgnoringCase(tag.bytes, tag.nameFrom(i), tag.nameTo(i), OWN_WAYS)) {
        return;
      }
    }
    String form = given.settingsForm();
    if (form.isEmpty()) {
      return;
    }
    if (xml && !seenButton) {
      out.insert(tag.start, Scan.ascii(form));
    }
    seenButton = true;
    tellOnce();
    edits.insert(tag.nameEnd, FORM);
    int type = tag.find(AttributeName.TYPE);
    if (type >= 0
        && Scan.isAnyIgnoringCase(
            tag.bytes, tag.valueFrom(type), tag.valueTo(type), NO_SUBMISSION)) {
      edits.replace(tag.valueFrom(type), tag.valueTo(type), SUBMIT);
    }
  }

  private void tellOnce() {
    if (!policy.settings().presence().isAny() && !logged.getAndSet(true)) {
      LOG.warn(
          "A button with '{}' does nothing on pages of visitors who have allowed"
              + " everything, because these pass unread. Say 'open-buttons: true' in consent.yaml,"
              + " or use a link to {}.",
          ConsentAttribute.OPEN.attribute(),
          policy.settings().basePath());
    }
  }

  /** Returns the markup that is appended to the page; usually none. */
  String behindPage() {
    Insertions given = insertions;
    return seenButton && !xml && given != null ? END_OF_FORM + given.settingsForm() : "";
  }

  /** Forgets the page. */
  void close() {
    insertions = null;
  }
}
