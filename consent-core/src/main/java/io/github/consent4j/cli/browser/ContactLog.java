package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import io.github.consent4j.cli.evidence.Contact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The requests of one profile since a moment. Only the browser's thread may use it. */
final class ContactLog {

  private static final int MOST = 5000;

  private record Key(String host, String path, String type, String method, String page) {}

  private final SameSite site;
  private final Map<Key, Integer> contacts = new LinkedHashMap<>();
  private final List<Response> responses = new ArrayList<>();
  private final Set<Request> open = new HashSet<>();
  private long latest = System.nanoTime();
  private String page = "/";

  ContactLog(SameSite site) {
    this.site = site;
  }

  /** Forgets what happened before. Requests that began before are not told of when they end. */
  void clear() {
    contacts.clear();
    responses.clear();
  }

  /** Names the page on which what follows happens. */
  void on(String path) {
    page = path;
  }

  void began(Request request) {
    latest = System.nanoTime();
    open.add(request);
    Address.of(request.url())
        .ifPresent(address -> add(address, request.resourceType(), request.method()));
  }

  void ended(Request request) {
    latest = System.nanoTime();
    open.remove(request);
  }

  void answered(Response response) {
    if (responses.size() < MOST) {
      responses.add(response);
    }
  }

  /** Adds a contact that browsers tell of in another manner than a request. */
  void add(Address address, String type, String method) {
    if (contacts.size() < MOST) {
      contacts.merge(new Key(address.host(), address.path(), type, method, page), 1, Integer::sum);
    }
  }

  /** Adds a host that the browser only connects to, once for a page. */
  void connects(String url, String type) {
    Optional<Address> address = Address.of(url);
    address.ifPresent(to -> contacts.putIfAbsent(new Key(to.host(), "", type, "", page), 1));
  }

  /** Returns whether there is no traffic, or only requests that are not answered for long. */
  boolean isQuiet(long quietNanos) {
    long silence = System.nanoTime() - latest;
    return silence > (open.isEmpty() ? quietNanos : 4 * quietNanos);
  }

  /** Begins to wait for silence. */
  void touch() {
    latest = System.nanoTime();
  }

  /** Returns the responses since the last call. */
  List<Response> takeResponses() {
    List<Response> taken = List.copyOf(responses);
    responses.clear();
    return taken;
  }

  List<Contact> contacts() {
    return contacts.entrySet().stream()
        .map(
            each -> {
              Key key = each.getKey();
              return new Contact(
                  key.host(),
                  key.path(),
                  key.type(),
                  key.method(),
                  key.page(),
                  each.getValue(),
                  site.isThirdParty(key.host()));
            })
        .toList();
  }
}
