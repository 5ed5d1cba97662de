package io.github.consent4j.examples.proxy;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.CloseNowException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes every request to the site behind and its response back, as streams. */
final class ProxyServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger(ProxyServlet.class);

  private static final int MISDIRECTED_REQUEST = 421;

  private final transient Sites sites;
  private final transient Clients clients;
  private final transient WebSockets webSockets;
  private final boolean clientAddress;

  ProxyServlet(Sites sites, Clients clients, WebSockets webSockets, boolean clientAddress) {
    this.sites = sites;
    this.clients = clients;
    this.webSockets = webSockets;
    this.clientAddress = clientAddress;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Site site;
    try {
      site = site(request);
    } catch (RefusedException e) {
      refuse(response, e);
      return;
    }
    request.setAttribute(AccessLog.SITE, site.name());
    try {
      ClassicHttpRequest onward = onward(request, site);
      if (WebSockets.isAskedFor(request)) {
        webSockets.open(request, response, site, onward);
      } else {
        addBody(request, site, onward);
        try (UpstreamClient.Reply reply = clients.of(site).send(onward)) {
          pass(reply, site, request, response);
        }
      }
    } catch (RefusedException e) {
      if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null) {
        // Tomcat has an answer for a body that it could not read, but takes this for a failure
        // here.
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      } else {
        refuse(response, e);
      }
    } catch (ClientAbortException e) {
      // The visitor has gone.
      throw e;
    } catch (HttpException | IOException e) {
      if (response.isCommitted()) {
        throw brokenOff(site, e);
      }
      refuse(response, failed(site, e));
    }
  }

  /** Returns what makes the container close the connection, so that no half passes for a whole. */
  private static CloseNowException brokenOff(Site site, Exception failure) {
    log.warn("Site '{}': a response broke off: {}", site.name(), failure.toString());
    return new CloseNowException("The response broke off", failure);
  }

  private Site site(HttpServletRequest request) throws RefusedException {
    requireSafe(request);
    return sites
        .of(request.getServerName(), request.getRequestURI())
        .orElseThrow(
            () ->
                new RefusedException(
                    MISDIRECTED_REQUEST, "There is no site of this name here.\n", null));
  }

  /** Refuses what two servers could read in two ways. */
  private static void requireSafe(HttpServletRequest request) throws RefusedException {
    String path = request.getRequestURI();
    boolean hasTwoLengths =
        request.getHeader("Transfer-Encoding") != null
            && request.getHeader("Content-Length") != null;
    if (!path.startsWith("/") || Site.leadsUpwards(path) || hasTwoLengths) {
      throw new RefusedException(
          HttpServletResponse.SC_BAD_REQUEST, "This request cannot be passed on.\n", null);
    }
  }

  private ClassicHttpRequest onward(HttpServletRequest request, Site site) {
    ClassicHttpRequest onward = new BasicClassicHttpRequest(request.getMethod(), "/");
    // The constructor would take the beginning of "//a/b" for a host.
    onward.setPath(site.target(request.getRequestURI(), request.getQueryString()));
    HeaderFields.copy(request, onward);
    HeaderFields.addClaims(request, site, clientAddress, onward);
    return onward;
  }

  private static void addBody(HttpServletRequest request, Site site, ClassicHttpRequest onward)
      throws IOException {
    long length = request.getContentLengthLong();
    if (length < 0 && request.getHeader("Transfer-Encoding") == null) {
      return;
    }
    if (length == 0) {
      onward.addHeader("Content-Length", "0");
      return;
    }
    if (length > site.maxBody()) {
      throw VisitorBody.tooLarge();
    }
    onward.setEntity(new VisitorBody(request.getInputStream(), length, site.maxBody()));
    onward.addHeader(
        length < 0 ? "Transfer-Encoding" : "Content-Length",
        length < 0 ? "chunked" : Long.toString(length));
    if (request.getHeader("Expect") != null) {
      onward.addHeader("Expect", "100-continue");
      // A site that does not want the body gets none: the next request needs another connection.
      onward.addHeader("Connection", "close");
    }
  }

  private static void pass(
      UpstreamClient.Reply reply,
      Site site,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, HttpException {
    ClassicHttpResponse answer = reply.response();
    if (answer.getCode() < 200) {
      throw new ProtocolException("It switched protocols although nobody asked for that");
    }
    ResponseFields.copy(answer, site, request, response);
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      try (InputStream body = entity.getContent()) {
        passBody(body, response.getOutputStream());
        reply.complete();
      }
    } else {
      reply.complete();
    }
  }

  /** Copies a body. It flushes whenever the site pauses, so that visitors see what it has sent. */
  static void passBody(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  /** Tells the log what happened, and returns what the visitor is told. */
  private static RefusedException failed(Site site, Exception failure) {
    String address = site.upstream().origin();
    if (failure instanceof SSLException) {
      log.warn(
          "Site '{}': {} is not trusted: {}. Name the file with its certificate or authority in"
              + " 'tls.ca-file', or the name in its certificate in 'tls.server-name'",
          site.name(),
          address,
          failure.getMessage());
    } else {
      log.warn("Site '{}': {} did not answer: {}", site.name(), address, failure.toString());
    }
    boolean isLate =
        failure instanceof SocketTimeoutException || failure instanceof ConnectTimeoutException;
    return isLate
        ? new RefusedException(
            HttpServletResponse.SC_GATEWAY_TIMEOUT,
            "The site behind this proxy did not answer in time.\n",
            failure)
        : new RefusedException(
            HttpServletResponse.SC_BAD_GATEWAY,
            "The site behind this proxy did not answer.\n",
            failure);
  }

  private static void refuse(HttpServletResponse response, RefusedException refused)
      throws IOException {
    if (response.isCommitted()) {
      throw new CloseNowException(refused.told().strip(), refused);
    }
    response.reset();
    response.setStatus(refused.status());
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=utf-8");
    response.getOutputStream().write(refused.told().getBytes(StandardCharsets.UTF_8));
  }
}
