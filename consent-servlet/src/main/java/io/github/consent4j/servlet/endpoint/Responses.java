package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.format.Sha256;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.ReturnPath;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;

/** Writes the responses of the library's own pages. */
final class Responses {

  private static final int RETRY_SECONDS = 120;
  private static final String OWN_PARTS =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'";
  private static final String FRAMED_BY = "; frame-ancestors ";

  private Responses() {}

  /** Sends a page that no other page may frame. */
  static void page(Reply response, String html) throws IOException {
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Content-Security-Policy", OWN_PARTS + FRAMED_BY + "'none'");
    html(response, html);
  }

  /** Sends a page that only pages of this site may frame. */
  static void framed(Reply response, String html) throws IOException {
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    response.setHeader("Content-Security-Policy", OWN_PARTS + FRAMED_BY + "'self'");
    html(response, html);
  }

  /**
   * Sends a page for a frame in a page of this site, which may itself be in a frame of any site.
   * Browsers check all of these pages.
   */
  static void nested(Reply response, String html) throws IOException {
    response.setHeader("Content-Security-Policy", OWN_PARTS);
    html(response, html);
  }

  /** Redirects a frame to its content. */
  static void content(Reply response, String url) {
    referrer(response);
    unstored(response);
    response.setStatus(HttpURLConnection.HTTP_SEE_OTHER);
    response.setHeader("Location", ReturnPath.encode(url));
  }

  /** Sends a referrer, because some providers show nothing without one. */
  private static void referrer(Reply response) {
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  }

  private static void html(Reply response, String html) throws IOException {
    referrer(response);
    response.addHeader("Vary", "Accept-Language");
    unstored(response);
    body(response, "text/html;charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** Redirects to a path on this site. */
  static void seeOther(Reply response, String path) {
    unstored(response);
    response.setStatus(HttpURLConnection.HTTP_SEE_OTHER);
    response.setHeader("Location", path);
  }

  /** Sends a script whose address does not contain a hash of its content. */
  static void script(Reply response, String script) throws IOException {
    unstored(response);
    body(response, "text/javascript;charset=utf-8", script.getBytes(StandardCharsets.UTF_8));
  }

  static void json(Reply response, byte[] json) throws IOException {
    unstored(response);
    body(response, "application/json", json);
  }

  /** Sends a file for this visitor alone, which browsers save. */
  static void attachment(Reply response, String name, String contentType, byte[] bytes)
      throws IOException {
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + '"');
    response.setHeader("Cache-Control", "private, no-store");
    response.addHeader("Vary", "Cookie");
    body(response, contentType, bytes);
  }

  /** Sends a short text about an error. */
  static void text(Reply response, int status, String text) throws IOException {
    response.setStatus(status);
    unstored(response);
    body(response, "text/plain;charset=utf-8", (text + ".\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Says when what cannot be done now may be tried again. */
  static void retryLater(Reply response) {
    response.setHeader("Retry-After", String.valueOf(RETRY_SECONDS));
  }

  static void unstored(Reply response) {
    response.setHeader("Cache-Control", "no-store");
  }

  /**
   * Sends what is the same for everybody until the policy or the library changes. Caches keep it
   * and ask each time whether it is still current.
   */
  static void revalidated(RequestHead request, Reply response, String contentType, byte[] bytes)
      throws IOException {
    if (!isUnchanged(request, response, Sha256.base64(bytes))) {
      response.setHeader("Content-Security-Policy", OWN_PARTS);
      body(response, contentType, bytes);
    }
  }

  /**
   * Sets the headers of what caches may keep, and answers a request of somebody who has it (RFC
   * 9110, section 13.1.2).
   *
   * @param hash stands for the content; letters, digits, dashes and underscores
   * @return whether the response is complete
   */
  static boolean isUnchanged(RequestHead request, Reply response, String hash) {
    String tag = '"' + hash + '"';
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "no-cache");
    boolean unchanged =
        request.headers("If-None-Match").stream()
            .anyMatch(tags -> tags.strip().equals("*") || tags.contains(tag));
    if (unchanged) {
      response.setStatus(HttpURLConnection.HTTP_NOT_MODIFIED);
    }
    return unchanged;
  }

  static void body(Reply response, String contentType, byte[] bytes) throws IOException {
    head(response, contentType, bytes.length);
    response.write(bytes);
  }

  /** Says what a body is that is to come. */
  static void head(Reply response, String contentType, long length) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(contentType);
    response.setContentLength(length);
  }
}
