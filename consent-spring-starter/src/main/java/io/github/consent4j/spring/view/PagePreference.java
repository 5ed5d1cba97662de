package io.github.consent4j.spring.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What a client that names several types of content likes best. */
final class PagePreference {

  private static final List<MediaType> PAGES =
      List.of(MediaType.TEXT_HTML, MediaType.APPLICATION_XHTML_XML);

  private PagePreference() {}

  /** Returns whether a type may be one of pages. */
  static boolean isPage(MediaType type) {
    return PAGES.stream().anyMatch(page -> page.isCompatibleWith(type));
  }

  /**
   * Returns whether the type that the client likes best is one of pages.
   *
   * @param accept what the client accepts; null if it does not say
   */
  static boolean isForPages(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return true;
    }
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accept);
      double best = types.stream().mapToDouble(MediaType::getQualityValue).max().orElse(1);
      return types.stream()
          .filter(type -> type.getQualityValue() == best)
          .anyMatch(PagePreference::isPage);
    } catch (InvalidMediaTypeException e) {
      return true;
    }
  }
}
