package io.github.consent4j.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Path;

/** A servlet container in this process. It serves one application on a real socket. */
interface Container {

  /** How a container is started. */
  @FunctionalInterface
  interface Starter {

    /**
     * Starts the container on a free port.
     *
     * @param contextPath path of the application; empty for the root
     * @param setUp adds servlets and filters
     * @param errorPage path within the application to which errors are dispatched
     * @param files folder that the container's own servlet serves
     */
    Container start(
        String contextPath, ServletContainerInitializer setUp, String errorPage, Path files)
        throws Exception;
  }

  int port();

  void close() throws Exception;
}
