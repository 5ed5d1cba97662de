package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.CandidateList;
import io.github.consent4j.gate.rule.LinkRelation;
import io.github.consent4j.gate.rule.MetaRefresh;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Element;
import io.github.consent4j.gate.token.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Defines which attributes of which elements make a browser, or a lazy loader, load something. */
public final class LoadingAttributes {

  /**
   * The attributes that the guard in the browser checks on any element, except links that visitors
   * follow. It reads {@code xlink:href} as {@code href}.
   */
  private static final Set<AttributeName> LATE =
      EnumSet.of(
          AttributeName.SRC,
          AttributeName.SRCSET,
          AttributeName.SRCDOC,
          AttributeName.HREF,
          AttributeName.POSTER,
          AttributeName.DATA,
          AttributeName.IMAGESRCSET,
          AttributeName.BACKGROUND,
          AttributeName.STYLE,
          AttributeName.TO,
          AttributeName.VALUES);

  private static final byte[] REFRESH = Scan.ascii("refresh");

  private final UrlGate urlGate;
  private Element element = Element.OTHER;

  LoadingAttributes(UrlGate urlGate) {
    this.urlGate = urlGate;
  }

  /**
   * Returns the names of the attributes by which an element that a script makes may load something.
   * Not included are the attributes of lazy loaders, and those of elements that no browser loads
   * any more.
   */
  public static List<String> lateNames() {
    return LATE.stream().map(AttributeName::lowerName).toList();
  }

  /**
   * Returns what the other attributes say about how an element loads, as bits of {@link
   * LinkRelation}.
   */
  int of(Tag tag) {
    element = tag.element;
    return switch (element) {
      case LINK -> {
        int rel = tag.find(AttributeName.REL);
        yield rel >= 0 && tag.hasValue(rel) ? LinkRelation.of(tag, rel, urlGate) : 0;
      }
      case META -> isRefresh(tag) ? LinkRelation.LOADS : 0;
      case PARAM -> isUrlParameter(value(tag, AttributeName.NAME)) ? LinkRelation.LOADS : 0;
      default -> LinkRelation.LOADS;
    };
  }

  /**
   * Returns the same for the attributes that an HTML parser drops as duplicates. A preload scanner
   * uses the last one of a name.
   */
  int ofDropped(Tag tag) {
    int how = 0;
    int first = element == Element.LINK ? tag.find(AttributeName.REL) : -1;
    for (int i = first + 1; first >= 0 && i < tag.count; i++) {
      if (tag.name(i) == AttributeName.REL && tag.hasValue(i)) {
        how |= LinkRelation.of(tag, i, urlGate);
      }
    }
    return how;
  }

  private boolean isRefresh(Tag tag) {
    int pragma = tag.find(AttributeName.HTTP_EQUIV);
    return pragma >= 0
        && tag.hasValue(pragma)
        && urlGate.is(tag.bytes, tag.valueFrom(pragma), tag.valueTo(pragma), REFRESH);
  }

  private static boolean isUrlParameter(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "movie", "src", "data", "url", "code", "filename" -> true;
      default -> false;
    };
  }

  private String value(Tag tag, AttributeName name) {
    int i = tag.find(name);
    return i >= 0 && tag.hasValue(i)
        ? urlGate.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i))
        : "";
  }

  /**
   * Returns whether an attribute loads something.
   *
   * @param how the result of {@link #of} for the element
   * @param unsure whether some attributes of the element may not have been read
   */
  boolean loads(int how, AttributeName name, boolean unsure) {
    if (name.isLazy() || name == AttributeName.BACKGROUND || name == AttributeName.PING) {
      return true;
    }
    return ((how & LinkRelation.LOADS) != 0 || unsure) && isLoading(name);
  }

  private boolean isLoading(AttributeName name) {
    return switch (element) {
      case IFRAME, FRAME, FENCEDFRAME, PORTAL, AUDIO, TRACK, EMBED, INPUT, BGSOUND ->
          name == AttributeName.SRC;
      case IMG, SOURCE -> name == AttributeName.SRC || name == AttributeName.SRCSET;
      case IMAGE ->
          name == AttributeName.SRC || name == AttributeName.SRCSET || isSvgReference(name);
      case USE, FEIMAGE -> isSvgReference(name);
      case VIDEO -> name == AttributeName.SRC || name == AttributeName.POSTER;
      case OBJECT ->
          name == AttributeName.DATA
              || name == AttributeName.CODEBASE
              || name == AttributeName.CLASSID;
      case APPLET ->
          name == AttributeName.CODE
              || name == AttributeName.CODEBASE
              || name == AttributeName.ARCHIVE
              || name == AttributeName.OBJECT;
      case PARAM -> name == AttributeName.VALUE;
      case LINK -> name == AttributeName.HREF || name == AttributeName.IMAGESRCSET;
      case META -> name == AttributeName.CONTENT;
      case ANIMATE, SET -> name.isAnimation();
      case XML_STYLESHEET -> name == AttributeName.HREF;
      default -> false;
    };
  }

  private static boolean isSvgReference(AttributeName name) {
    return name == AttributeName.HREF || name == AttributeName.XLINK_HREF;
  }

  /** Returns the attribute from which an SVG script is loaded; -1 if there is none. */
  static int svgSource(Tag tag) {
    int href = tag.find(AttributeName.HREF);
    return href >= 0 ? href : tag.find(AttributeName.XLINK_HREF);
  }

  /** Returns the service that an attribute is blocked for, as {@link UrlGate#decide} does. */
  int decide(Tag tag, int i, AttributeName name, int how) {
    if (name.isCandidateList()) {
      return CandidateList.decide(tag.bytes, tag.valueFrom(i), tag.valueTo(i), urlGate);
    }
    if (name == AttributeName.CONTENT) {
      Optional<String> url = MetaRefresh.url(text(tag, i));
      return url.isPresent() ? urlGate.decide(url.get(), false) : UrlGate.PASSES;
    }
    if (name == AttributeName.PING) {
      return Stream.of(text(tag, i).split("[ \t\n\f\r]+"))
          .mapToInt(url -> urlGate.decide(url, false))
          .filter(verdict -> verdict != UrlGate.PASSES)
          .findFirst()
          .orElse(UrlGate.PASSES);
    }
    boolean script =
        (how & LinkRelation.LOADS_SCRIPT) != 0
            || (tag.element == Element.IMG
                && urlGate.isPixel(tag.bytes, tag.valueFrom(i), tag.valueTo(i)));
    return urlGate.decide(tag.bytes, tag.valueFrom(i), tag.valueTo(i), script);
  }

  private String text(Tag tag, int i) {
    return urlGate.text(tag.bytes, tag.valueFrom(i), tag.valueTo(i));
  }

  /** Returns whether an attribute may contain a nested document, as a {@code data:} URL. */
  boolean mayHoldDocument(Tag tag, AttributeName name) {
    return switch (tag.element) {
      case IFRAME, FRAME, FENCEDFRAME, EMBED -> name == AttributeName.SRC;
      case OBJECT -> name == AttributeName.DATA;
      default -> false;
    };
  }
}
