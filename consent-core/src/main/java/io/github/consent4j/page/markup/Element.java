package io.github.consent4j.page.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An HTML element under construction. The names of elements and attributes come from the library
 * itself. Values and text may come from anywhere and are escaped. Not thread-safe.
 */
public final class Element implements Content {

  private static final Set<String> VOID = Set.of("img", "input", "link", "meta", "wbr");
  private static final String NAMESPACE = " xmlns=\"http://www.w3.org/1999/xhtml\"";

  private final String name;
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<Content> children = new ArrayList<>();

  /** An attribute; the value is null where there is none. */
  private record Attribute(String name, @Nullable String value) {

    void appendTo(StringBuilder out, Syntax syntax) {
      out.append(' ').append(name);
      if (value != null) {
        out.append("=\"");
        Escaping.escape(value, out);
        out.append('"');
      } else if (syntax == Syntax.XML) {
        out.append("=\"\"");
      }
    }
  }

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
    attributes.add(new Attribute(attribute, value));
    return this;
  }

  /** Sets an attribute that has no value. */
  public Element flag(String attribute) {
    attributes.add(new Attribute(attribute, null));
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

  String name() {
    return name;
  }

  List<Content> children() {
    return List.copyOf(children);
  }

  /** Returns the value of an attribute; null if there is none. */
  @Nullable String valueOf(String attribute) {
    return attributes.stream()
        .filter(each -> each.name.equals(attribute))
        .map(Attribute::value)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  boolean has(String attribute) {
    return attributes.stream().anyMatch(each -> each.name.equals(attribute));
  }

  @Override
  public void appendTo(StringBuilder out, Syntax syntax) {
    append(out, syntax, "");
  }

  private void append(StringBuilder out, Syntax syntax, String namespace) {
    out.append('<').append(name).append(namespace);
    attributes.forEach(attribute -> attribute.appendTo(out, syntax));
    if (VOID.contains(name)) {
      out.append(syntax == Syntax.XML ? "/>" : ">");
    } else {
      out.append('>');
      children.forEach(child -> child.appendTo(out, syntax));
      out.append("</").append(name).append('>');
    }
  }

  /** Returns the element as HTML in ASCII. */
  public String html() {
    return written(Syntax.HTML);
  }

  /** The element in ASCII, to stand in a page of that syntax wherever it is put. */
  public String written(Syntax syntax) {
    StringBuilder out = new StringBuilder();
    append(out, syntax, syntax == Syntax.XML ? NAMESPACE : "");
    return out.toString();
  }
}
