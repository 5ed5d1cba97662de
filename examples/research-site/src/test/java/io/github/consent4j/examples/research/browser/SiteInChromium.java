package io.github.consent4j.examples.research.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.Fonts;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.Traffic;
import io.github.consent4j.examples.research.ResearchSite;
import io.github.consent4j.servlet.ConsentFilter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The example site with a policy, a browser, and a recording server for the rest of the web. */
final class SiteInChromium implements AutoCloseable {

  static final String HOST = "www.institute.example";

  private static final String LOADER =
      """
      document.cookie = 'emos_jcsid=from-browser; path=/';
      document.cookie = 'emos_jcvid=from-browser; path=/; max-age=63072000';
      new Image().src = 'https://www.econda-monitor.de/l/00002a1f/t/1';
      """;
  private static final String WIDGETS =
      """
      window.twttr = {widgets: {load(within) {
        within.querySelectorAll('blockquote.twitter-tweet, a.twitter-timeline').forEach(e => {
          const frame = document.createElement('iframe');
          frame.src = 'https://platform.twitter.com/embed/Tweet.html';
          e.replaceWith(frame);
        });
      }}};
      twttr.widgets.load(document);
      """;
  private static final String VIDEO =
      """
      <!DOCTYPE html><title>Video</title><h1>Playing</h1>
      <img src="https://i.ytimg.com/vi/M7lc1UVf-VE/hqdefault.jpg">
      """;

  /** Hosts that the browser itself contacts when it starts, whatever page it shows. */
  private static final Set<String> OF_THE_BROWSER =
      Set.of("accounts.google.com", "clients2.google.com", "update.googleapis.com");

  private final RecordingServer web;
  private final ConfigurableApplicationContext site;
  private final Chromium chromium;

  /**
   * @param properties of the application, such as {@code consent.config=...}
   */
  SiteInChromium(String... properties) throws Exception {
    this(false, properties);
  }

  /**
   * @param remembers true if the browser keeps pages in memory that the visitor can go back to
   */
  SiteInChromium(boolean remembers, String... properties) throws Exception {
    this(remembers, Fonts.WIDE, properties);
  }

  /**
   * @param remembers true if the browser keeps pages in memory that the visitor can go back to
   * @param fonts the fonts that the browser has
   */
  SiteInChromium(boolean remembers, Fonts fonts, String... properties) throws Exception {
    web =
        new RecordingServer()
            .answer("l.ecn-ldr.de/loader/loader.js", LOADER)
            .answer("platform.twitter.com/widgets.js", WIDGETS)
            .answer("platform.twitter.com/embed/", "<!DOCTYPE html><p>A tweet</p>")
            .answer("www.youtube.com/embed/", VIDEO);
    String[] arguments =
        Arrays.stream(properties).map(property -> "--" + property).toArray(String[]::new);
    site =
        new SpringApplicationBuilder(ResearchSite.class)
            .properties("server.port=0", "spring.main.banner-mode=off")
            .run(arguments);
    int port = Integer.parseInt(site.getEnvironment().getProperty("local.server.port", "0"));
    chromium = new Chromium(Map.of(HOST, port), web.port(), remembers, fonts);
  }

  BrowserContext visitor() {
    return chromium.visitor(true);
  }

  BrowserContext visitorWithoutScript() {
    return chromium.visitor(false);
  }

  /** Opens a page of the site and waits until nothing is loading any more. */
  static Page open(BrowserContext visitor, String path) {
    Page page = visitor.newPage();
    page.navigate("http://" + HOST + path);
    return settled(page);
  }

  static Page settled(Page page) {
    return Traffic.settled(page);
  }

  /** Acts on a page, and waits for everything that it loads then. */
  static Page settled(Page page, Runnable action) {
    return Traffic.settled(page, action);
  }

  RecordingServer web() {
    return web;
  }

  /** Returns the names of the hosts other than the site's that pages have contacted. */
  Set<String> contacted() {
    Set<String> hosts = new TreeSet<>(web.hosts());
    hosts.removeAll(OF_THE_BROWSER);
    return hosts;
  }

  /** Returns the reports of browsers to the site about hosts that they did not load from. */
  List<String> browserReports() {
    return site.getBean(ConsentFilter.class).seen().reports().stream()
        .map(host -> host.directive() + ' ' + host.host() + ' ' + host.count())
        .toList();
  }

  /** Returns the names of the cookies that the browser stores for the site. */
  static Set<String> cookies(BrowserContext visitor) {
    List<Cookie> cookies = visitor.cookies("http://" + HOST + "/");
    return cookies.stream()
        .map(cookie -> cookie.name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    site.close();
    web.close();
  }
}
