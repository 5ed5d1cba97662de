package io.github.consent4j.examples.comparison;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something that is asked of the application; what came before it is part of it. */
interface Call {

  /** Returns the application's answer to a visitor who comes for the first time. */
  Answer by(Visitor visitor) throws IOException, InterruptedException;

  /** Returns all calls by what they are called in the table. */
  static Map<String, Call> all() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("page with session and embeds", visitor -> visitor.page("/"));
    calls.put(
        "page with session and embeds, the statistics' cookie there before",
        Call::pageWithEarlierCookie);
    calls.put("HEAD of the page", visitor -> visitor.head("/"));
    calls.put("page with nothing of others", visitor -> visitor.page("/plain"));
    calls.put("page with nothing of others, asked again", visitor -> again(visitor, "/plain"));
    calls.put("public page", visitor -> visitor.page("/public"));
    calls.put("public page, asked again", visitor -> again(visitor, "/public"));
    calls.put("streamed page", visitor -> visitor.page("/stream"));
    calls.put("streamed page, gzip", visitor -> visitor.page("/stream", "Accept-Encoding", "gzip"));
    calls.put("Callable", visitor -> visitor.page("/callable"));
    calls.put("DeferredResult", visitor -> visitor.resource("/deferred", "empty"));
    calls.put(
        "DeferredResult, gzip",
        visitor -> visitor.resource("/deferred", "empty", "Accept-Encoding", "gzip"));
    calls.put("server-sent events", visitor -> visitor.resource("/events", "empty"));
    calls.put("JSON", visitor -> visitor.resource("/goods", "empty"));
    calls.put("request's cookies", Call::cookies);
    calls.put("redirect", visitor -> visitor.page("/old"));
    calls.put("not found", visitor -> visitor.page("/missing"));
    calls.put("error as JSON", visitor -> visitor.resource("/missing", "empty"));
    calls.put("sendError", visitor -> visitor.page("/gone"));
    calls.put("error page after an exception", visitor -> visitor.page("/broken"));
    calls.put("static file", visitor -> visitor.resource("/terms.txt", "script"));
    calls.put("static file, asked again with its date", visitor -> since(visitor, "script"));
    calls.put("static file, the same by a page's script", visitor -> since(visitor, "empty"));
    calls.put("static page", visitor -> visitor.page("/imprint.html"));
    calls.put("static page, asked again", visitor -> again(visitor, "/imprint.html"));
    calls.put("style sheet", visitor -> visitor.resource("/shop.css", "style"));
    calls.put("picture", visitor -> visitor.resource("/logo.svg", "image"));
    calls.put("download", visitor -> visitor.page("/report"));
    calls.put(
        "part of a download",
        visitor -> visitor.resource("/report", "empty", "Range", "bytes=9-17"));
    calls.put("part of a page", visitor -> visitor.page("/imprint.html", "Range", "bytes=0-9"));
    calls.put("form to log in", visitor -> visitor.page("/login"));
    calls.put("page that asks to log in", visitor -> visitor.page("/account"));
    calls.put("log in", Call::logIn);
    calls.put("wrong password", visitor -> logIn(visitor, "wrong"));
    calls.put("page of who is logged in", Call::account);
    calls.put("log out", Call::logOut);
    calls.put("order", Call::order);
    calls.put("forged order", visitor -> visitor.post("/order", "number=7"));
    calls.put("unreadable order", Call::unreadableOrder);
    calls.put("health", visitor -> visitor.resource("/actuator/health", "empty"));
    return calls;
  }

  private static Answer pageWithEarlierCookie(Visitor visitor)
      throws IOException, InterruptedException {
    visitor.keep("visits", "8");
    return visitor.page("/");
  }

  private static Answer again(Visitor visitor, String path)
      throws IOException, InterruptedException {
    return visitor.page(path, "If-None-Match", visitor.page(path).entityTag());
  }

  private static Answer since(Visitor visitor, String destination)
      throws IOException, InterruptedException {
    String date = visitor.resource("/terms.txt", "script").header("last-modified");
    return visitor.resource("/terms.txt", destination, "If-Modified-Since", date);
  }

  private static Answer cookies(Visitor visitor) throws IOException, InterruptedException {
    visitor.keep("basket", "7");
    visitor.keep("visits", "8");
    return visitor.resource("/cookies", "empty");
  }

  private static Answer logIn(Visitor visitor) throws IOException, InterruptedException {
    return logIn(visitor, "secret");
  }

  private static Answer logIn(Visitor visitor, String password)
      throws IOException, InterruptedException {
    visitor.page("/login");
    return visitor.post("/login", "username=ada&password=" + password);
  }

  private static Answer account(Visitor visitor) throws IOException, InterruptedException {
    logIn(visitor);
    return visitor.page("/account");
  }

  private static Answer logOut(Visitor visitor) throws IOException, InterruptedException {
    account(visitor);
    return visitor.post("/logout", "");
  }

  private static Answer order(Visitor visitor) throws IOException, InterruptedException {
    visitor.page("/");
    return visitor.post("/order", "number=7");
  }

  private static Answer unreadableOrder(Visitor visitor) throws IOException, InterruptedException {
    visitor.page("/");
    return visitor.post("/order", "number=seven");
  }
}
