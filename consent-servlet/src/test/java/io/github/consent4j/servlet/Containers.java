package io.github.consent4j.servlet;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The containers that stand on this class path. */
enum Containers implements Container.Starter {
  TOMCAT {
    @Override
    public Container start(
        String contextPath, ServletContainerInitializer setUp, String errorPage, Path files)
        throws Exception {
      Tomcat tomcat = new Tomcat();
      Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
      tomcat.setBaseDir(base.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "" + HEADER_LIMIT);
      Context context = tomcat.addContext(contextPath, files.toString());
      Tomcat.addServlet(context, "files", new org.apache.catalina.servlets.DefaultServlet());
      context.addMimeMapping("html", "text/html");
      context.addMimeMapping("png", "image/png");
      context.addServletContainerInitializer(setUp, Set.of());
      for (int status : new int[] {403, 404, 500}) {
        ErrorPage page = new ErrorPage();
        page.setErrorCode(status);
        page.setLocation(errorPage);
        context.addErrorPage(page);
      }
      tomcat.start();
      int port = tomcat.getConnector().getLocalPort();
      return running(
          port,
          () -> {
            tomcat.stop();
            tomcat.destroy();
          });
    }
  },
  JETTY {
    @Override
    public Container start(
        String contextPath, ServletContainerInitializer setUp, String errorPage, Path files)
        throws Exception {
      Server server = new Server();
      HttpConfiguration configuration = new HttpConfiguration();
      configuration.setRequestHeaderSize(HEADER_LIMIT);
      ServerConnector connector =
          new ServerConnector(server, new HttpConnectionFactory(configuration));
      server.addConnector(connector);
      ServletContextHandler context = new ServletContextHandler();
      context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
      context.setBaseResourceAsPath(files);
      ServletHolder holder =
          new ServletHolder("files", org.eclipse.jetty.ee11.servlet.DefaultServlet.class);
      context.getServletHandler().addServlet(holder);
      context.addServletContainerInitializer(setUp);
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      errors.addErrorPage(403, errorPage);
      errors.addErrorPage(404, errorPage);
      errors.addErrorPage(500, errorPage);
      context.setErrorHandler(errors);
      server.setHandler(context);
      server.start();
      return running(connector.getLocalPort(), server::stop);
    }
  },
  UNDERTOW {
    @Override
    public Container start(
        String contextPath, ServletContainerInitializer setUp, String errorPage, Path files)
        throws Exception {
      DeploymentInfo deployment =
          Servlets.deployment()
              .setDeploymentName("test")
              .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
              .setClassLoader(Containers.class.getClassLoader())
              .setResourceManager(new PathResourceManager(files))
              .addServlet(
                  Servlets.servlet("files", io.undertow.servlet.handlers.DefaultServlet.class))
              .addServletContainerInitializer(
                  new ServletContainerInitializerInfo(
                      setUp.getClass(), new ImmediateInstanceFactory<>(setUp), Set.of()))
              .addErrorPages(
                  Servlets.errorPage(errorPage, 403),
                  Servlets.errorPage(errorPage, 404),
                  Servlets.errorPage(errorPage, 500));
      DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
      manager.deploy();
      PathHandler handler = new PathHandler();
      handler.addPrefixPath(deployment.getContextPath(), manager.start());
      Undertow undertow =
          Undertow.builder()
              .addHttpListener(0, "127.0.0.1", handler)
              .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEADER_LIMIT)
              .build();
      undertow.start();
      int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
      return running(
          port,
          () -> {
            undertow.stop();
            manager.stop();
            manager.undeploy();
          });
    }
  };

  private static final int HEADER_LIMIT = 128 * 1024;

  /** Stops a container. */
  @FunctionalInterface
  private interface Stop {
    void run() throws Exception;
  }

  private static Container running(int port, Stop stop) {
    return new Container() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws Exception {
        stop.run();
      }
    };
  }
}
