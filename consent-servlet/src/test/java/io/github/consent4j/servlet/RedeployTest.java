package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** An application that is undeployed leaves no references in the threads of its container. */
class RedeployTest {

  private static final int TRIES = 50;

  /** The library and its dependencies, loaded separately for each web application. */
  private static final class Application extends URLClassLoader {

    Application(URL[] urls) {
      super(urls, RedeployTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean own =
          name.startsWith("io.github.consent4j.")
              || name.startsWith("com.fasterxml.")
              || name.startsWith("tools.jackson.")
              || name.startsWith("org.yaml.");
      if (!own) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : findClass(name);
      }
    }
  }

  private static URL[] classPath() throws IOException {
    List<URL> urls = new ArrayList<>();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  /** Answers requests with the filter, in the thread that calls it. */
  static final class Requests implements Callable<String> {

    private static final String PAGE =
        "<!doctype html><html><head><script type=speculationrules>{\"prefetch\":[{\"urls\":"
            + "[\"https://www.youtube.com/x\"]}]}</script></head><body>page</body></html>";

    private final ConsentFilter filter =
        new ConsentFilter(TestSite.policy(TestSite.REFERENCE + "csp: report-only\n"));

    @Override
    public String call() throws Exception {
      String report =
          "{\"csp-report\":{\"effective-directive\":\"img-src\",\"blocked-uri\":\"https://x.y\"}}";
      return serve("GET", "/page", "", "")
          + serve("GET", "/consent/state.json", "", "")
          + serve("GET", "/consent/inventory.json", "", "")
          + serve("GET", "/consent", "", "")
          + serve(
              "POST", "/consent", "application/x-www-form-urlencoded", "choice=accept-all&return=/")
          + serve("POST", "/consent/reports", "application/csp-report", report);
    }

    private String serve(String method, String path, String type, String body) throws Exception {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int[] status = {200};
      FilterChain application =
          (request, response) -> {
            response.setContentType("text/html");
            response.getOutputStream().print(PAGE);
          };
      filter.doFilter(
          request(method, path, type, body), response(status, new Sent(out)), application);
      return status[0] + out.toString(StandardCharsets.UTF_8);
    }

    private static HttpServletRequest request(
        String method, String path, String type, String body) {
      Map<String, Object> attributes = new HashMap<>();
      Map<String, Object> answers = new HashMap<>();
      answers.put("getMethod", method);
      answers.put("getServletPath", path);
      answers.put("getRequestURI", path);
      answers.put("getContextPath", "");
      answers.put("getScheme", "http");
      answers.put("getProtocol", "HTTP/1.1");
      answers.put("getServerName", "localhost");
      answers.put("getContentType", type);
      answers.put("getContentLengthLong", (long) body.length());
      answers.put("getDispatcherType", DispatcherType.REQUEST);
      answers.put("getInputStream", new Received(body));
      return proxy(
          HttpServletRequest.class,
          (proxy, called, arguments) ->
              switch (called.getName()) {
                case "getHeader" -> "Sec-Fetch-Site".equals(arguments[0]) ? "same-origin" : null;
                case "getHeaders" -> Collections.emptyEnumeration();
                case "getAttribute" -> attributes.get(arguments[0]);
                case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                default -> answers.getOrDefault(called.getName(), nothing(called));
              });
    }

    private static HttpServletResponse response(int[] status, ServletOutputStream out) {
      String[] type = {null};
      return proxy(
          HttpServletResponse.class,
          (proxy, called, arguments) ->
              switch (called.getName()) {
                case "getStatus" -> status[0];
                case "setStatus" -> status[0] = (int) arguments[0];
                case "getContentType" -> type[0];
                case "setContentType" -> type[0] = (String) arguments[0];
                case "getHeaders", "getHeaderNames" -> List.of();
                case "getOutputStream" -> out;
                default -> nothing(called);
              });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(Requests.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object nothing(Method called) {
      Class<?> type = called.getReturnType();
      if (type == boolean.class) {
        return false;
      }
      return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
    }
  }

  private static final class Sent extends ServletOutputStream {

    private final OutputStream out;

    Sent(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }

  private static final class Received extends ServletInputStream {

    private final ByteArrayInputStream in;

    Received(String body) {
      in = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public boolean isFinished() {
      return in.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {}
  }

  /** Starts an application, makes it answer requests in a thread of the container, and drops it. */
  private static WeakReference<ClassLoader> deploy(ExecutorService container) throws Exception {
    Application application = new Application(classPath());
    Constructor<?> made = application.loadClass(Requests.class.getName()).getDeclaredConstructor();
    made.setAccessible(true);
    Callable<?> requests = (Callable<?>) made.newInstance();
    String answers = (String) container.submit(requests).get();
    assertThat(answers)
        .contains("page</body>", "\"made\":false", "data-consent-page", "303", "204")
        .doesNotContain("500");
    application.close();
    return new WeakReference<>(application);
  }

  @Test
  void the_class_loader_of_an_application_can_be_collected() throws Exception {
    ExecutorService container = Executors.newSingleThreadExecutor();
    try {
      WeakReference<ClassLoader> left = deploy(container);
      // Java keeps references to the last record whose methods it has made, and the thread to the
      // last task.
      deploy(container);
      for (int i = 0; i < TRIES && left.get() != null; i++) {
        System.gc();
      }
      assertThat(left.get()).as("the class loader").isNull();
    } finally {
      container.shutdownNow();
    }
  }
}
