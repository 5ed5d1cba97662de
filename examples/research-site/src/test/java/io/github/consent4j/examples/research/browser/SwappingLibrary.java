package io.github.consent4j.examples.research.browser;

import io.github.consent4j.examples.browser.NpmPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Libraries that navigate a site without loading whole pages. */
enum SwappingLibrary {
  TURBO(
      "<script src=\"/webjars/hotwired__turbo/8.0.21/dist/turbo.es2017-umd.js\" defer></script>",
      "",
      Optional.empty()),
  HTMX_2(
      "<script src=\"/webjars/htmx.org/2.0.4/dist/htmx.min.js\"></script>",
      " hx-boost=\"true\"",
      Optional.empty()),
  HTMX_4(
      "<script src=\"/htmx.org/dist/htmx.min.js\"></script>",
      " hx-boost:inherited=\"true\"",
      Optional.of(
          new NpmPackage(
              "htmx.org",
              "4.0.1",
              "oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg=="))),
  /** The router alone. The links of a site would have to be built by another tool. */
  ASTRO(
      "<meta name=\"astro-view-transitions-enabled\" content=\"true\">"
          + "<script type=\"module\" src=\"/astro/links.js\"></script>",
      "",
      Optional.of(
          new NpmPackage(
              "astro",
              "7.3.5",
              "1p/ernaq/RuESbM5NMjWzbO6SiebMGrGcYlGjMfBhzzgM+n/X7AUmVyw8BqW2QYCdivpsHwJBcD1fqmlTZjZHg==")));

  private static final String LINKS =
      """
      import {navigate} from './dist/transitions/router.js';
      document.addEventListener('click', event => {
        const link = event.composedPath()[0].closest?.('a');
        if (link?.href && link.origin == location.origin && !event.defaultPrevented) {
          event.preventDefault();
          navigate(link.href, {sourceElement: link});
        }
      });
      """;

  private final String head;
  private final String body;
  private final Optional<NpmPackage> npm;

  SwappingLibrary(String head, String body, Optional<NpmPackage> npm) {
    this.head = head;
    this.body = body;
    this.npm = npm;
  }

  /** Returns the content of the head of its pages. */
  String head() {
    return head;
  }

  /** Returns the attributes of the body of its pages. */
  String body() {
    return body;
  }

  /**
   * Copies the library's files to the folder that the site serves, if they are not there already.
   */
  void unpackInto(Path folder) throws IOException, InterruptedException {
    if (npm.isPresent()) {
      npm.get().unpackInto(folder);
    }
    if (this == ASTRO) {
      Path transitions = folder.resolve("astro/dist/transitions");
      for (String name : new String[] {"router.js", "events.js", "swap-functions.js"}) {
        String code = Files.readString(transitions.resolve(name));
        Files.writeString(
            transitions.resolve(name),
            code.replaceAll("import \\{ internalFetchHeaders } from [^;]*;", "")
                .replace("internalFetchHeaders", "{}")
                .replaceAll("import\\.meta\\.env\\.(SSR|DEV)", "false")
                .replace("import.meta.env", "({})"));
      }
      Files.writeString(folder.resolve("astro/links.js"), LINKS);
    }
  }
}
