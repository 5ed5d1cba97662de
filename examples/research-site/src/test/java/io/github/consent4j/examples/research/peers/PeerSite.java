package io.github.consent4j.examples.research.peers;

import com.microsoft.playwright.BrowserContext;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.NpmPackage;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.servlet.ConsentFilter;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * A server with one page in a form for each tool, and a browser for which it and a recording server
 * are the whole web.
 */
final class PeerSite implements AutoCloseable {

  static final String ORIGIN = "http://www.institute.example";

  private static final int PARTNERS = 30;
  private static final String PARTNER =
      """
      <h3>Institute %1$d</h3>
      <p>Every three years groups on both sides choose a common question and work on it in two
        laboratories at once. Round %1$d compares how often rare tumours of the bile duct are found,
        how early, and what became of those who took part in a screening.</p>
      """;

  private final RecordingServer web;
  private final Tomcat tomcat = new Tomcat();
  private final String measure = resource("measure.js");
  private final Chromium chromium;

  /**
   * @param folder the folder for the files of the site
   */
  PeerSite(Path folder) throws Exception {
    Files.createDirectories(folder);
    String page = resource("page.html").replace("$PARTNERS", partners());
    for (Tool tool : Tool.values()) {
      Files.writeString(folder.resolve(tool.path().substring(1)), tool.fill(page));
      if (tool.npm().isPresent()) {
        NpmPackage npm = tool.npm().get();
        npm.unpackInto(folder);
        Files.writeString(folder.resolve(npm.name() + ".js"), resource(npm.name() + ".js"));
      }
    }
    try (InputStream style = PeerSite.class.getResourceAsStream("/static/site.css")) {
      Files.write(folder.resolve("site.css"), style.readAllBytes());
    }
    web =
        new RecordingServer()
            .answer("l.ecn-ldr.de/", "document.cookie = 'emos_jcsid=1; path=/';")
            .answer("platform.twitter.com/", "self.twttr = {};")
            .answer("www.youtube", "<!DOCTYPE html><title>Video</title><h1>Playing</h1>");
    chromium = new Chromium(Map.of("www.institute.example", start(folder)), web.port());
  }

  /** Starts the server. The filter covers only one form of the page. */
  private int start(Path folder) throws LifecycleException {
    tomcat.setBaseDir(folder.resolveSibling("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("compression", "on");
    Context site = tomcat.addContext("", folder.toAbsolutePath().toString());
    site.addMimeMapping("html", "text/html");
    site.addMimeMapping("css", "text/css");
    site.addMimeMapping("js", "text/javascript");
    Tomcat.addServlet(site, "files", new DefaultServlet()).addMapping("/");
    FilterDef filter = new FilterDef();
    filter.setFilterName("consent");
    filter.setFilter(new ConsentFilter());
    filter.setAsyncSupported("true");
    site.addFilterDef(filter);
    FilterMap paths = new FilterMap();
    paths.setFilterName("consent");
    for (String path : new String[] {Tool.CONSENT4J.path(), "/consent", "/consent/*"}) {
      paths.addURLPattern(path);
    }
    for (DispatcherType type : DispatcherType.values()) {
      paths.setDispatcher(type.name());
    }
    site.addFilterMap(paths);
    tomcat.start();
    return tomcat.getConnector().getLocalPort();
  }

  BrowserContext visitor() {
    return chromium.visitor(true);
  }

  /**
   * Returns the script that measures a page as its visitor perceives it; the script describes the
   * measures.
   */
  String measure() {
    return measure;
  }

  /** Returns the name and version of the browser. */
  String browser() {
    return chromium.version();
  }

  private static String partners() {
    return IntStream.rangeClosed(1, PARTNERS)
        .mapToObj(PARTNER::formatted)
        .collect(Collectors.joining());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PeerSite.class.getResourceAsStream("/peers/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException, LifecycleException {
    chromium.close();
    tomcat.stop();
    tomcat.destroy();
    web.close();
  }
}
