package io.github.consent4j.servlet;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler;

/** Classes of Jetty 12.1 for Servlet 6.1. Jetty 12.0 has them under other names for Servlet 6.0. */
final class JettyParts {

  private static final int SESSIONS = 1;

  private JettyParts() {}

  static ContextHandler context(ServletContainerInitializer setUp, String errorPage)
      throws Exception {
    Class<?> type = type("ServletContextHandler");
    Object context = type.getConstructor(int.class).newInstance(SESSIONS);
    type.getMethod("addServletContainerInitializer", ServletContainerInitializer.class)
        .invoke(context, setUp);
    Object servlets = type.getMethod("getServletHandler").invoke(context);
    Object files =
        type("ServletHolder")
            .getConstructor(String.class, Class.class)
            .newInstance("files", type("DefaultServlet").asSubclass(Servlet.class));
    servlets.getClass().getMethod("addServlet", type("ServletHolder")).invoke(servlets, files);
    Object errors = type("ErrorPageErrorHandler").getConstructor().newInstance();
    for (int status : new int[] {403, 404, 500}) {
      errors
          .getClass()
          .getMethod("addErrorPage", int.class, String.class)
          .invoke(errors, status, errorPage);
    }
    ContextHandler handler = (ContextHandler) context;
    handler.setErrorHandler((Request.Handler) errors);
    return handler;
  }

  static Handler compressing(Handler next, int least) throws Exception {
    Handler.Wrapper gzip =
        (Handler.Wrapper)
            Class.forName("org.eclipse.jetty.server.handler.gzip.GzipHandler")
                .getConstructor()
                .newInstance();
    gzip.getClass().getMethod("setMinGzipSize", int.class).invoke(gzip, least);
    gzip.setHandler(next);
    return gzip;
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    try {
      return Class.forName("org.eclipse.jetty.ee11.servlet." + name);
    } catch (ClassNotFoundException e) {
      return Class.forName("org.eclipse.jetty.ee10.servlet." + name);
    }
  }
}
