package io.github.consent4j.servlet;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.Version;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
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
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * The containers that stand on this class path. The build runs the same tests twice: with those of
 * Servlet 6.1, and with those of Servlet 6.0.
 */
enum Containers implements Container.Starter {
  TOMCAT {
    @Override
    String version() {
      return ServerInfo.getServerNumber().replaceFirst("\\.0$", "");
    }

    @Override
    Container start(
        String contextPath,
        ServletContainerInitializer setUp,
        String errorPage,
        Path files,
        int compressedFrom)
        throws Exception {
      Tomcat tomcat = new Tomcat();
      Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
      tomcat.setBaseDir(base.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "" + HEADER_LIMIT);
      tomcat.getConnector().setProperty("compression", compressedFrom < NEVER ? "on" : "off");
      tomcat.getConnector().setProperty("compressionMinSize", "" + compressedFrom);
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
    String version() {
      return Server.getVersion();
    }

    @Override
    Container start(
        String contextPath,
        ServletContainerInitializer setUp,
        String errorPage,
        Path files,
        int compressedFrom)
        throws Exception {
      Server server = new Server();
      HttpConfiguration configuration = new HttpConfiguration();
      configuration.setRequestHeaderSize(HEADER_LIMIT);
      ServerConnector connector =
          new ServerConnector(server, new HttpConnectionFactory(configuration));
      server.addConnector(connector);
      ContextHandler context = JettyParts.context(setUp, errorPage);
      context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
      context.setBaseResourceAsPath(files);
      context.setClassLoader(Containers.class.getClassLoader());
      server.setHandler(
          compressedFrom < NEVER ? JettyParts.compressing(context, compressedFrom) : context);
      server.start();
      return running(connector.getLocalPort(), server::stop);
    }
  },
  UNDERTOW {
    @Override
    String version() {
      return Version.getVersionString();
    }

    @Override
    Container start(
        String contextPath,
        ServletContainerInitializer setUp,
        String errorPage,
        Path files,
        int compressedFrom)
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
              .addHttpListener(0, "127.0.0.1", compressedFrom < NEVER ? gzip(handler) : handler)
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

  private static final int NEVER = Integer.MAX_VALUE;
  private static final int HEADER_LIMIT = 128 * 1024;

  abstract Container start(
      String contextPath,
      ServletContainerInitializer setUp,
      String errorPage,
      Path files,
      int compressedFrom)
      throws Exception;

  @Override
  public Container start(
      String contextPath, ServletContainerInitializer setUp, String errorPage, Path files)
      throws Exception {
    return start(contextPath, setUp, errorPage, files, NEVER);
  }

  /**
   * The same container, which compresses what it sends.
   *
   * @param least bytes below which it does not, unless it is Undertow, which always does
   */
  Container.Starter compressing(int least) {
    return (contextPath, setUp, errorPage, files) ->
        start(contextPath, setUp, errorPage, files, least);
  }

  private static HttpHandler gzip(HttpHandler next) {
    return new EncodingHandler(
        next,
        new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 50));
  }

  /** The container's own version. */
  abstract String version();

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
