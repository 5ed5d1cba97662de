package io.github.consent4j.examples.plain;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.startup.Tomcat;

/**
 * Starts Tomcat with the site. The consent filter registers itself, because its jar is there; the
 * site's {@code web.xml} does not mention it.
 */
public final class PlainSite {

  private PlainSite() {}

  /**
   * @param args folder of the web application, and the port
   */
  public static void main(String[] args) throws Exception {
    Tomcat tomcat = start(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 8080);
    tomcat.getServer().await();
  }

  static Tomcat start(Path webapp, int port) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("plain-site").toString());
    tomcat.setPort(port);
    Context site = tomcat.addWebapp("", webapp.toAbsolutePath().toString());
    site.addLifecycleListener(PlainSite::forgetJsp);
    // Tomcat must continue if a web application does not start, for example because of an error in
    // its policy.
    tomcat.getConnector();
    tomcat.start();
    if (!site.getState().isAvailable()) {
      tomcat.stop();
      tomcat.destroy();
      throw new IllegalStateException("The site did not start; the log says why");
    }
    return tomcat;
  }

  /**
   * Removes the JSP servlet. Tomcat's defaults expect a JSP compiler, which this site does not
   * need.
   */
  private static void forgetJsp(LifecycleEvent event) {
    if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)
        && event.getLifecycle() instanceof Context site) {
      site.removeServletMapping("*.jsp");
      site.removeServletMapping("*.jspx");
      site.removeChild(site.findChild("jsp"));
    }
  }
}
