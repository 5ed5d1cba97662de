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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * The containers on this class path. The build runs the same tests twice: with the containers of
 * Servlet 6.1, and with those of Servlet 6.0.
 *
 * <p>A closed container keeps running without its application. The next application is deployed in
 * it.
 */
enum Containers implements Container.Starter {
  TOMCAT {
    @Override
    String version() {
      return ServerInfo.getServerNumber().replaceFirst("\\.0$", "");
    }

    @Override
    Running run(int compressedFrom) throws Exception {
      Tomcat tomcat = new Tomcat();
      Path base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tomcat");
      tomcat.setBaseDir(base.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "" + HEADER_LIMIT);
      tomcat.getConnector().setProperty("compression", compressedFrom < NEVER ? "on" : "off");
      tomcat.getConnector().setProperty("compressionMinSize", "" + compressedFrom);
      Host host = tomcat.getHost();
      tomcat.start();
      return new Running(
          tomcat.getConnector().getLocalPort(),
          (contextPath, setUp, errorPage, files) -> {
            Context context = context(contextPath, setUp, errorPage, files);
            host.addChild(context);
            return () -> host.removeChild(context);
          },
          () -> {
            tomcat.stop();
            tomcat.destroy();
          });
    }

    private static Context context(
        String contextPath, ServletContainerInitializer setUp, String errorPage, Path files) {
      Context context = new StandardContext();
      context.setName(contextPath);
      context.setPath(contextPath);
      context.setDocBase(files.toString());
      context.addLifecycleListener(new Tomcat.FixContextListener());
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
      return context;
    }
  },
  JETTY {
    @Override
    String version() {
      return Server.getVersion();
    }

    @Override
    Running run(int compressedFrom) throws Exception {
      Server server = new Server();
      HttpConfiguration configuration = new HttpConfiguration();
      configuration.setRequestHeaderSize(HEADER_LIMIT);
      ServerConnector connector =
          new ServerConnector(server, new HttpConnectionFactory(configuration));
      server.addConnector(connector);
      Handler.Wrapper applications = new Handler.Wrapper(true);
      server.setHandler(
          compressedFrom < NEVER
              ? JettyParts.compressing(applications, compressedFrom)
              : applications);
      server.start();
      return new Running(
          connector.getLocalPort(),
          (contextPath, setUp, errorPage, files) -> {
            ContextHandler context = JettyParts.context(setUp, errorPage);
            context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
            context.setBaseResourceAsPath(files);
            context.setClassLoader(Containers.class.getClassLoader());
            context.setServer(server);
            context.start();
            applications.setHandler(context);
            return () -> {
              applications.setHandler((Handler) null);
              context.stop();
            };
          },
          server::stop);
    }
  },
  UNDERTOW {
    @Override
    String version() {
      return Version.getVersionString();
    }

    @Override
    Running run(int compressedFrom) throws Exception {
      PathHandler handler = new PathHandler();
      Undertow undertow =
          Undertow.builder()
              .addHttpListener(0, "127.0.0.1", compressedFrom < NEVER ? gzip(handler) : handler)
              .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEADER_LIMIT)
              .build();
      undertow.start();
      return new Running(
          ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort(),
          (contextPath, setUp, errorPage, files) -> {
            DeploymentInfo deployment = deployment(contextPath, setUp, errorPage, files);
            DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
            manager.deploy();
            handler.addPrefixPath(deployment.getContextPath(), manager.start());
            return () -> {
              handler.removePrefixPath(deployment.getContextPath());
              manager.stop();
              manager.undeploy();
            };
          },
          undertow::stop);
    }

    /**
     * Does not watch the folders. By default Undertow watches every folder below, which takes
     * longer than everything else.
     */
    private static PathResourceManager unwatched(Path files) {
      return new PathResourceManager(files, SENT_BY_THE_SYSTEM_FROM, true, false, false);
    }

    private static DeploymentInfo deployment(
        String contextPath, ServletContainerInitializer setUp, String errorPage, Path files) {
      return Servlets.deployment()
          .setDeploymentName("test")
          .setContextPath(contextPath.isEmpty() ? "/" : contextPath)
          .setClassLoader(Containers.class.getClassLoader())
          .setResourceManager(unwatched(files))
          .addServlet(Servlets.servlet("files", io.undertow.servlet.handlers.DefaultServlet.class))
          .addServletContainerInitializer(
              new ServletContainerInitializerInfo(
                  setUp.getClass(), new ImmediateInstanceFactory<>(setUp), Set.of()))
          .addErrorPages(
              Servlets.errorPage(errorPage, 403),
              Servlets.errorPage(errorPage, 404),
              Servlets.errorPage(errorPage, 500));
    }
  };

  private static final int NEVER = Integer.MAX_VALUE;
  private static final int HEADER_LIMIT = 128 * 1024;

  /** Undertow's own default, in bytes. */
  private static final int SENT_BY_THE_SYSTEM_FROM = 1024;

  private final Queue<Running> idle = new ConcurrentLinkedQueue<>();

  /** Starts the container without any application. */
  abstract Running run(int compressedFrom) throws Exception;

  @Override
  public Container start(
      String contextPath, ServletContainerInitializer setUp, String errorPage, Path files)
      throws Exception {
    Running waiting = idle.poll();
    Running running = waiting == null ? run(NEVER) : waiting;
    Step undeploy = running.deployer.deploy(contextPath, setUp, errorPage, files);
    return container(
        running.port,
        () -> {
          undeploy.run();
          idle.add(running);
        });
  }

  /**
   * Returns the same container with compression. It stops when it is closed.
   *
   * @param least number of bytes below which it does not compress; Undertow always does
   */
  Container.Starter compressing(int least) {
    return (contextPath, setUp, errorPage, files) -> {
      Running running = run(least);
      Step undeploy = running.deployer.deploy(contextPath, setUp, errorPage, files);
      return container(
          running.port,
          () -> {
            undeploy.run();
            running.stop.run();
          });
    };
  }

  private static HttpHandler gzip(HttpHandler next) {
    return new EncodingHandler(
        next,
        new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 50));
  }

  /** Returns the container's own version. */
  abstract String version();

  /** A step that ends an application or a container. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /** Adds an application to a running container. */
  @FunctionalInterface
  private interface Deployer {

    /**
     * As {@link Container.Starter#start}.
     *
     * @return what removes the application
     */
    Step deploy(String contextPath, ServletContainerInitializer setUp, String errorPage, Path files)
        throws Exception;
  }

  private record Running(int port, Deployer deployer, Step stop) {}

  private static Container container(int port, Step close) {
    return new Container() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws Exception {
        close.run();
      }
    };
  }
}
