package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Policy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/**
 * Pages with the visitor's token in every place, written in every way. Some applications are
 * correct. Others end a page while another thread still writes it.
 */
final class CrowdedSite implements AutoCloseable {

  static final Policy POLICY = TestSite.policy(TestSite.REFERENCE);

  private static final String PIECE =
      """
      <p>%1$s &amp;<iframe width=560 title='%1$s' src='https://www.youtube.com/embed/%1$s'></iframe>
      <blockquote class="twitter-tweet"><a href='/x/%1$s'>%1$s</a></blockquote>
      <img alt='%1$s' src="https://i.ytimg.com/vi/%1$s/x.jpg">
      <a style='background:url(&quot;https://i.ytimg.com/%1$s&quot;)' href=/x?%1$s>l</a>
      <svg><style>b{c:url(https://i.ytimg.com/%1$s)}</style></svg>
      <iframe srcdoc="&lt;iframe src='https://www.youtube.com/embed/%1$s'>"></iframe>
      <script type=module>import 'https://platform.twitter.com/%1$s.js'</script><!-- %1$s -->
      """;

  /** Applications that write a whole page. */
  static final String[] SOUND = {
    "/page",
    "/writer",
    "/reset",
    "/resetBuffer",
    "/error",
    "/forward",
    "/include",
    "/async",
    "/asyncWriter",
    "/dispatch",
    "/listener",
    "/closedTwice",
    "/completedTwice",
    "/gzip"
  };

  /** Applications that end, reset or abandon a page while it is being written. */
  static final String[] UNSOUND = {
    "/timeout", "/timeoutOfItself", "/completedWhileWritten", "/left", "/twoWriters", "/thrown"
  };

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Tomcat tomcat = new Tomcat();

  CrowdedSite(boolean virtualThreads) throws Exception {
    Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    if (virtualThreads) {
      tomcat.getConnector().getProtocolHandler().setExecutor(new VirtualThreadExecutor("visitor-"));
    }
    Context context = tomcat.addContext("", base.toString());
    Wrapper servlet = Tomcat.addServlet(context, "pages", new Pages());
    servlet.setAsyncSupported(true);
    servlet.addMapping("/");
    FilterDef filter = new FilterDef();
    filter.setFilterName("consent");
    filter.setFilter(new ConsentFilter(POLICY));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("consent");
    map.addURLPattern("/*");
    for (DispatcherType type : DispatcherType.values()) {
      map.setDispatcher(type.name());
    }
    context.addFilterMap(map);
    tomcat.start();
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    threads.shutdownNow();
    tomcat.stop();
    tomcat.destroy();
  }

  static String page(String token, boolean big) {
    return "<!doctype html><html lang=en><head><title>%1$s</title><style>a{b:url(https://i.ytimg.com/%1$s)}</style><script src='https://platform.twitter.com/widgets.js?%1$s'></script></head><body>"
            .formatted(token)
        + PIECE.formatted(token).repeat(big ? 30 : 2)
        + "</body></html>";
  }

  private static void write(OutputStream out, byte[] bytes, int chunk) throws IOException {
    for (int p = 0; p < bytes.length; p += chunk) {
      out.write(bytes, p, Math.min(chunk, bytes.length - p));
    }
  }

  private final class Pages extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      String path = request.getRequestURI();
      if (request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String included) {
        path = included;
      }
      String token = request.getParameter("token");
      byte[] page =
          page(token, request.getParameter("big") != null).getBytes(StandardCharsets.UTF_8);
      int chunk = Integer.parseInt(request.getHeader("Chunk"));
      byte[] half = Arrays.copyOf(page, page.length / 2);
      describe(request, response);
      switch (path) {
        case "/page" -> write(response.getOutputStream(), page, chunk);
        case "/writer" -> writer(response, page, chunk);
        case "/reset" -> {
          response.setBufferSize(200_000);
          write(response.getOutputStream(), half, chunk);
          response.reset();
          describe(request, response);
          write(response.getOutputStream(), page, chunk);
        }
        case "/resetBuffer" -> {
          response.setBufferSize(200_000);
          write(response.getOutputStream(), half, chunk);
          response.resetBuffer();
          write(response.getOutputStream(), page, chunk);
        }
        case "/error" -> {
          response.setBufferSize(200_000);
          write(response.getOutputStream(), half, chunk);
          response.sendError(410);
          write(response.getOutputStream(), page, chunk);
        }
        case "/forward" -> {
          response.getOutputStream().write(half, 0, 300);
          request.getRequestDispatcher("/page").forward(request, response);
        }
        case "/include" -> {
          write(response.getOutputStream(), half, chunk);
          request.getRequestDispatcher("/piece").include(request, response);
          write(
              response.getOutputStream(),
              Arrays.copyOfRange(page, half.length, page.length),
              chunk);
        }
        case "/piece" ->
            response.getOutputStream().write(("<i>" + token + "</i>").getBytes("US-ASCII"));
        case "/async" -> inBackground(request.startAsync(), c -> write(out(c), page, chunk));
        case "/asyncWriter" ->
            inBackground(
                request.startAsync(),
                c -> writer((HttpServletResponse) c.getResponse(), page, chunk));
        case "/dispatch" -> {
          AsyncContext context = request.startAsync();
          threads.execute(() -> context.dispatch("/page"));
        }
        case "/listener" -> {
          AsyncContext context = request.startAsync();
          response.getOutputStream().setWriteListener(new Chunks(context, page, chunk));
        }
        case "/closedTwice" -> {
          write(response.getOutputStream(), page, chunk);
          response.getOutputStream().close();
          response.getOutputStream().close();
        }
        case "/completedTwice" -> {
          AsyncContext context = request.startAsync();
          write(response.getOutputStream(), page, chunk);
          threads.execute(() -> complete(context));
          threads.execute(() -> complete(context));
        }
        case "/gzip" -> {
          response.setHeader("Content-Encoding", "gzip");
          ByteArrayOutputStream zipped = new ByteArrayOutputStream();
          try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(page);
          }
          write(response.getOutputStream(), zipped.toByteArray(), chunk);
        }
        case "/timeout", "/timeoutOfItself" -> {
          AsyncContext context = request.startAsync();
          context.setTimeout(20);
          if (path.equals("/timeout")) {
            context.addListener(new CompletesOnTimeout());
          }
          inBackground(context, c -> writeOn(out(c), page, chunk));
        }
        case "/completedWhileWritten" -> {
          AsyncContext context = request.startAsync();
          inBackground(context, c -> writeOn(out(c), page, chunk));
          threads.execute(
              () -> {
                pause(token.charAt(1) % 8);
                complete(context);
              });
        }
        case "/left" -> {
          OutputStream out = response.getOutputStream();
          threads.submit(
              () -> {
                writeOn(out, page, chunk);
                return null;
              });
          pause(token.charAt(1) % 4);
        }
        case "/twoWriters" -> {
          OutputStream out = response.getOutputStream();
          threads.submit(
              () -> {
                write(out, page, chunk);
                return null;
              });
          write(out, page, chunk);
        }
        case "/thrown" -> {
          write(response.getOutputStream(), half, chunk);
          if (token.charAt(1) % 2 == 0) {
            response.flushBuffer();
          }
          throw new IOException("as an application may");
        }
        default -> response.sendError(404);
      }
    }

    private static void describe(HttpServletRequest request, HttpServletResponse response) {
      response.setContentType("text/html;charset=UTF-8");
      if (request.getParameter("public") != null) {
        response.setHeader("Cache-Control", "public, max-age=60");
      }
    }

    private static OutputStream out(AsyncContext context) throws IOException {
      return context.getResponse().getOutputStream();
    }

    private static void writer(HttpServletResponse response, byte[] page, int chunk)
        throws IOException {
      String text = new String(page, StandardCharsets.UTF_8);
      Writer out = response.getWriter();
      for (int p = 0; p < text.length(); p += chunk) {
        out.write(text, p, Math.min(chunk, text.length() - p));
      }
    }

    /** Writes until an exception stops it, for as long as a visitor may wait. */
    private static void writeOn(OutputStream out, byte[] page, int chunk) throws IOException {
      long end = System.nanoTime() + 300_000_000;
      while (System.nanoTime() < end) {
        write(out, page, chunk);
      }
    }

    private void inBackground(AsyncContext context, Work work) {
      threads.submit(
          () -> {
            try {
              work.on(context);
            } finally {
              complete(context);
            }
            return null;
          });
    }
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Work {
    void on(AsyncContext context) throws IOException;
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void complete(AsyncContext context) {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // Another call was first.
      assertThat(e).isNotNull();
    }
  }

  private static final class CompletesOnTimeout implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {
      complete(event.getAsyncContext());
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private static final class Chunks implements WriteListener {

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final byte[] bytes;
    private final int chunk;
    private int at;

    Chunks(AsyncContext context, byte[] bytes, int chunk) throws IOException {
      this.context = context;
      this.out = context.getResponse().getOutputStream();
      this.bytes = bytes;
      this.chunk = chunk;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (at >= bytes.length) {
          complete(context);
          return;
        }
        int length = Math.min(chunk, bytes.length - at);
        out.write(bytes, at, length);
        at += length;
      }
    }

    @Override
    public void onError(Throwable failure) {
      complete(context);
    }
  }
}
