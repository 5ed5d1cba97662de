package io.github.consent4j.servlet;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.policy.reader.PolicyReader;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A web application of small pages behind the filter, in a running container. */
final class TestSite {

  static final String REFERENCE =
      """
      site:
        name: German Cancer Research Center
        privacy-policy: /en/data-protection
      languages: [en, de]
      categories:
        necessary:      { required: true, services: [webedition, econda-session] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      """;

  private static final Catalogue CATALOGUE = BuiltInCatalogue.load();
  private static final Policy OF_REFERENCE = policy(REFERENCE);

  /** A filter for a site without the library, to compare with. */
  static final Filter NO_CONSENT = (request, response, chain) -> chain.doFilter(request, response);

  /** What a page does with a request. */
  @FunctionalInterface
  interface Page {
    void serve(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, Filter> inner = new LinkedHashMap<>();
  private final String contextPath;
  private @Nullable Filter filter;
  private Path files = Path.of("target").toAbsolutePath();
  private boolean servesFiles;
  private Container container;

  TestSite() {
    this("");
  }

  TestSite(String contextPath) {
    this.contextPath = contextPath;
    // Without a servlet for all other paths, Tomcat answers 404 before any filter.
    page("/", (request, response) -> response.sendError(404));
    page("/error", (request, response) -> html(response, "<title>error page</title>"));
  }

  static Policy policy(String yaml) {
    InputStream in = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    return new PolicyReader(CATALOGUE).read("consent.yaml", in);
  }

  static void html(HttpServletResponse response, String html) throws IOException {
    response.setContentType("text/html;charset=utf-8");
    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
  }

  static void text(HttpServletResponse response, String text) throws IOException {
    response.setContentType("text/plain;charset=utf-8");
    response.getWriter().write(text);
  }

  TestSite policy(Policy policy) {
    filter = new ConsentFilter(policy);
    return this;
  }

  TestSite filter(Filter filter) {
    this.filter = filter;
    return this;
  }

  /** Has the filter read its policy from a file, as a deployed application would. */
  TestSite config(Path file) {
    parameters.put("consent.config", file.toString());
    return filter(new ConsentFilter());
  }

  TestSite parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  ConsentFilter consentFilter() {
    return (ConsentFilter) filter;
  }

  TestSite page(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  /** Lets the container's own servlet serve everything that is not a page. */
  TestSite files(Path folder) {
    files = folder;
    servesFiles = true;
    pages.remove("/");
    return this;
  }

  TestSite innerFilter(String name, Filter added) {
    inner.put(name, added);
    return this;
  }

  TestSite start(Container.Starter starter) throws Exception {
    if (filter == null) {
      filter = new ConsentFilter(OF_REFERENCE);
    }
    container = starter.start(contextPath, new SetUp(), "/error", files);
    return this;
  }

  int port() {
    return container.port();
  }

  String origin() {
    return "http://localhost:" + port();
  }

  /** Returns a request to a path within the application. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + contextPath + path));
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(headers(request(path), headers));
  }

  /** Sends the request without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> ask(String path, String... headers) {
    return client.sendAsync(
        headers(request(path), headers).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
    return client.send(
        headers(request(path), headers).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<InputStream> stream(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Sends these bytes on a connection and returns the answer. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Sends these bytes, closes the sending side of the connection, and returns the answer. */
  String hangUpAfter(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "";
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  /** Posts a form from a page of the site. */
  HttpResponse<String> choose(String form, String... headers) throws Exception {
    return post(form, concat(headers, "Sec-Fetch-Site", "same-origin"));
  }

  HttpResponse<String> post(String form, String... headers) throws Exception {
    HttpRequest.Builder request =
        request("/consent")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send(headers(request, headers));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  /** Returns the consent cookie after a choice, as a Cookie header. */
  String consent(String form) throws Exception {
    return setCookies(choose(form)).stream()
        .filter(cookie -> cookie.startsWith("consent="))
        .findFirst()
        .orElseThrow()
        .split(";")[0];
  }

  static List<String> setCookies(HttpResponse<?> response) {
    return response.headers().allValues("set-cookie");
  }

  static List<String> cookieNames(HttpResponse<?> response) {
    return setCookies(response).stream().map(cookie -> cookie.split("=")[0]).toList();
  }

  static String[] concat(String[] some, String... others) {
    String[] all = java.util.Arrays.copyOf(some, some.length + others.length);
    System.arraycopy(others, 0, all, some.length, others.length);
    return all;
  }

  private static HttpRequest.Builder headers(HttpRequest.Builder request, String... headers) {
    return headers.length == 0 ? request : request.headers(headers);
  }

  void close() throws Exception {
    container.close();
  }

  /** Sets up the application as its own deployment would. */
  private final class SetUp implements ServletContainerInitializer {

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
      FilterRegistration.Dynamic consent = context.addFilter("consent", filter);
      map(consent);
      consent.setInitParameters(parameters);
      consent.addMappingForServletNames(
          EnumSet.of(DispatcherType.FORWARD, DispatcherType.INCLUDE), true, "*");
      inner.forEach((name, added) -> map(context.addFilter(name, added)));
      pages.forEach((path, page) -> add(context, path, page));
      if (servesFiles) {
        ServletRegistration.Dynamic registration =
            (ServletRegistration.Dynamic) context.getServletRegistration("files");
        registration.setAsyncSupported(true);
        registration.addMapping("/");
      }
    }

    private static void map(FilterRegistration.Dynamic registration) {
      registration.setAsyncSupported(true);
      registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }

    private static void add(ServletContext context, String path, Page page) {
      ServletRegistration.Dynamic registration = context.addServlet(path, new PageServlet(page));
      registration.setAsyncSupported(true);
      registration.addMapping(path);
    }
  }

  private static final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Page page;

    PageServlet(Page page) {
      this.page = page;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      page.serve(request, response);
    }
  }
}
