package io.github.consent4j.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.apache.jasper.servlet.JasperInitializer;
import org.apache.jasper.servlet.JspServlet;

/** Runs Tomcat's JSP in any container. */
final class Jsp {

  private final Path compiled;
  private JspServlet servlet;

  Jsp(Path compiled) {
    this.compiled = compiled;
  }

  void serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    servlet(request.getServletContext()).service(request, response);
  }

  private synchronized JspServlet servlet(ServletContext context) throws ServletException {
    if (servlet == null) {
      new JasperInitializer().onStartup(Set.of(), context);
      JspServlet made = new JspServlet();
      made.init(new Configuration(context, compiled));
      servlet = made;
    }
    return servlet;
  }

  private record Configuration(ServletContext context, Path compiled) implements ServletConfig {

    @Override
    public String getServletName() {
      return "jsp";
    }

    @Override
    public ServletContext getServletContext() {
      return context;
    }

    @Override
    public String getInitParameter(String name) {
      return name.equals("scratchdir") ? compiled.toString() : null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(List.of("scratchdir"));
    }
  }
}
