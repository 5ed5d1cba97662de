package io.github.consent4j.page.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An HTML element under construction. The names of elements and attributes come from the library
 * itself. Values and text may come from anywhere and are escaped. Not thread-safe.
 */
public final class Element implements Content {

  private static final Set<String> VOID = Set.of("input", "link", "meta", "wbr");

  private final String name;
  private final StringBuilder attributes = new StringBuilder();
  private final List<Content> children = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  public static Element element(String name) {
    return new Element(name);
  }

  public static Element element(String name, String cssClass) {
    return new Element(name).attr("class", cssClass);
  }

  public Element attr(String attribute, String value) {
    attributes.append(' ').append(attribute).append("=\"");
    Escaping.escape(value, attributes);
    attributes.append('"');
    return this;
  }

  /** Sets an attribute that has no value. */
  public Element flag(String attribute) {
    attributes.append(' ').append(attribute);
    return this;
  }

  public Element flagIf(boolean condition, String attribute) {
    return condition ? flag(attribute) : this;
  }

  public Element text(String text) {
    return add(new Text(text));
  }

  public Element add(Content... contents) {
    children.addAll(List.of(contents));
    return this;
  }

  public Element add(List<? extends Content> contents) {
    children.addAll(contents);
    return this;
  }

  public Element add(Optional<? extends Content> content) {
    content.ifPresent(children::add);
    return this;
  }

  @Override
  public void appendTo(StringBuilder out) {
    out.append('<').append(name).append(attributes).append('>');
    if (!VOID.contains(name)) {
      children.forEach(child -> child.appendTo(out));
      out.append("</").append(name).append('>');
    }
  }

  /** Returns the element as HTML in ASCII. */
  public String html() {
    StringBuilder out = new StringBuilder();
    appendTo(out);
    return out.toString();
  }
}
