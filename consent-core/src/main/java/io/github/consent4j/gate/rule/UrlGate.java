package io.github.consent4j.gate.rule;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.bytes.ArrayPool;
import io.github.consent4j.gate.bytes.ByteArrayBuilder;
import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.token.CharacterReferences;
import io.github.consent4j.gate.url.CommonUrl;
import io.github.consent4j.gate.url.PathSource;
import io.github.consent4j.gate.url.WebUrl;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides for one visitor which URLs of a page are blocked. */
public final class UrlGate implements PathSource {

  /** The URL is not blocked. */
  public static final int PASSES = DeclaringServices.PASSES;

  /** The URL is blocked because no service declares its host. */
  public static final int UNDECLARED = -2;

  private static final byte[] SCRIPT_END = Scan.ascii(".js");

  private static final int UNDECIDED = -3;
  private static final PageContext NO_PAGE = new PageContext("https", "invalid");
  private static final byte[] NOTHING = {};

  private final HtmlRules rules;
  private final DeclaringServices declaring;
  private PageContext page;
  private final UndeclaredUrls undeclared;

  /** True if a host that no service declares is blocked or reported. */
  private final boolean checksUndeclared;

  /** True if a script may be declared or known by its file name. */
  private final boolean checksNames;

  private final CommonUrl commonUrl = new CommonUrl();
  private final ByteArrayBuilder decoded;
  private Charset charset = StandardCharsets.UTF_8;
  private @Nullable WebUrl base;
  private boolean baseIsDeclared;

  /** The rules about the host of the page; null if there are none. */
  private @Nullable HostRules ownHosts;

  // The current URL, whose path may be needed.
  private byte[] bytes = NOTHING;
  private int from;
  private int to;
  private boolean escaped;

  public UrlGate(HtmlRules rules, DeclaringServices declaring) {
    this.rules = rules;
    this.declaring = declaring;
    page = NO_PAGE;
    undeclared = new UndeclaredUrls(rules, declaring, page);
    checksUndeclared = undeclared.concernHosts();
    checksNames = undeclared.concernFileNames() || !rules.fileNames().isEmpty();
    decoded = new ByteArrayBuilder(rules.arrays());
  }

  /**
   * Returns whether an absolute URL is blocked because no service declares it. Nothing is reported.
   */
  public static boolean blocksUndeclared(
      HtmlRules rules, AllowedServices allowed, PageContext page, String url) {
    DeclaringServices declaring = rules.declaringServices();
    declaring.begin(allowed);
    declaring.reportNothing();
    UrlGate gate = new UrlGate(rules, declaring);
    gate.begin(page, StandardCharsets.UTF_8);
    boolean blocked = gate.decide(url, false) == UNDECLARED;
    gate.close();
    return blocked;
  }

  /**
   * Begins a page.
   *
   * @param pageCharset encoding in which the page writes URLs
   */
  public void begin(PageContext newPage, Charset pageCharset) {
    page = newPage;
    undeclared.on(newPage);
    declaring.on(newPage.path());
    charset = pageCharset;
    base = null;
    ownHosts = rules.urls().ownHosts(page);
    baseIsDeclared = ownHosts != null || rules.urls().hosts().knows(page.host(), rules.arrays());
  }

  /** Begins a document that is nested in another page. */
  public void begin(UrlGate outer) {
    begin(outer.page, StandardCharsets.UTF_8);
    base(outer.base());
  }

  /** Sets the base of the following relative URLs. */
  public void base(WebUrl newBase) {
    base = newBase;
    byte[] host = newBase.hostWithoutDot().getBytes(StandardCharsets.US_ASCII);
    baseIsDeclared = knows(host) || (checksUndeclared && !undeclared.isOwn(host, 0, host.length));
  }

  /** Returns whether anything is declared about the host of a URL. */
  public boolean isDeclared(WebUrl url) {
    byte[] host = url.hostWithoutDot().getBytes(StandardCharsets.US_ASCII);
    return knows(host);
  }

  private boolean knows(byte[] host) {
    return rules.urls().hosts().knows(host, 0, host.length)
        || (ownHosts != null && ownHosts.knows(host, 0, host.length));
  }

  private WebUrl base() {
    WebUrl known = base;
    if (known == null) {
      known = WebUrl.of(page);
      base = known;
    }
    return known;
  }

  public ArrayPool arrays() {
    return rules.arrays();
  }

  // --- attribute values

  /** Returns the value of an attribute as text. */
  public String text(byte[] a, int valueFrom, int valueTo) {
    return CharacterReferences.decode(raw(a, valueFrom, valueTo), rules.arrays());
  }

  /**
   * Returns the value of an attribute in UTF-8, with character references decoded; valid until the
   * next call.
   */
  public ByteArrayBuilder decode(byte[] a, int valueFrom, int valueTo) {
    decoded.clear();
    if (charset.equals(StandardCharsets.UTF_8) || isAscii(a, valueFrom, valueTo)) {
      CharacterReferences.decode(a, valueFrom, valueTo, decoded);
    } else {
      byte[] text = text(a, valueFrom, valueTo).getBytes(StandardCharsets.UTF_8);
      decoded.append(text, 0, text.length);
    }
    return decoded;
  }

  /** Returns whether the value of an attribute is this word, ignoring case. */
  public boolean is(byte[] a, int valueFrom, int valueTo, byte[] lower) {
    if (Scan.find(a, valueFrom, valueTo, '&') == valueTo) {
      return Scan.isIgnoringCase(a, valueFrom, valueTo, lower);
    }
    ByteArrayBuilder text = decode(a, valueFrom, valueTo);
    return Scan.isIgnoringCase(text.array, 0, text.length, lower);
  }

  private String raw(byte[] a, int valueFrom, int valueTo) {
    return new String(a, valueFrom, valueTo - valueFrom, charset);
  }

  private static boolean isAscii(byte[] a, int valueFrom, int valueTo) {
    for (int p = valueFrom; p < valueTo; p++) {
      if (a[p] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the URL in the value of an attribute; empty if a browser loads nothing from it. */
  public Optional<WebUrl> resolve(byte[] a, int valueFrom, int valueTo) {
    return resolve(text(a, valueFrom, valueTo));
  }

  /**
   * Returns the absolute URL in the value of an attribute; empty if a browser loads nothing from
   * it.
   */
  public Optional<String> href(byte[] a, int valueFrom, int valueTo) {
    ByteArrayBuilder text = decode(a, valueFrom, valueTo);
    return commonUrl.isWritten(text.array, 0, text.length)
        ? Optional.of(new String(text.array, 0, text.length, StandardCharsets.US_ASCII))
        : resolve(a, valueFrom, valueTo).map(WebUrl::href);
  }

  /** Returns the URL that a text contains; empty if a browser loads nothing from it. */
  public Optional<WebUrl> resolve(String text) {
    return WebUrl.parse(text, base());
  }

  // --- decisions

  /**
   * Decides on the URL in the value of an attribute.
   *
   * @param script whether the URL is that of a script, whose file name may be declared
   * @return the service that the URL is blocked for, as an index of the policy's services; {@link
   *     #PASSES} or {@link #UNDECLARED}
   */
  public int decide(byte[] a, int valueFrom, int valueTo, boolean script) {
    escaped = true;
    int quick = decideQuickly(a, valueFrom, valueTo, script);
    if (quick != UNDECIDED) {
      return quick;
    }
    if (Scan.find(a, valueFrom, valueTo, '&') < valueTo) {
      ByteArrayBuilder text = decode(a, valueFrom, valueTo);
      return decidePlain(text.array, 0, text.length, script);
    }
    return decide(raw(a, valueFrom, valueTo), script);
  }

  /**
   * Returns whether the URL of an image has exactly the file name by which a service is recognised,
   * as the pixels do that count visitors without scripts. Names of scripts do not count.
   */
  public boolean isPixel(byte[] a, int valueFrom, int valueTo) {
    if (!checksNames) {
      return false;
    }
    int end = valueFrom;
    int start = valueFrom;
    while (end < valueTo && a[end] != '?' && a[end] != '#') {
      if (a[end++] == '/') {
        start = end;
      }
    }
    while (end > start && a[end - 1] <= ' ' && a[end - 1] >= 0) {
      end--;
    }
    KnownLoads known = rules.known();
    return start < end
        && !Scan.isIgnoringCase(a, Math.max(start, end - SCRIPT_END.length), end, SCRIPT_END)
        && (rules.fileNames().names(a, start, end)
            || (known != null && known.fileNames().names(a, start, end)));
  }

  /** Decides on a URL in UTF-8 without character references. */
  public int decidePlain(byte[] a, int urlFrom, int urlTo, boolean script) {
    escaped = false;
    int quick = decideQuickly(a, urlFrom, urlTo, script);
    return quick == UNDECIDED
        ? decide(new String(a, urlFrom, urlTo - urlFrom, StandardCharsets.UTF_8), script)
        : quick;
  }

  /** Decides on a URL as the page wrote it, with character references decoded. */
  public int decide(String text, boolean script) {
    WebUrl url = resolve(text).orElse(null);
    if (url == null && WebUrl.hasOddHost(text, base()) && !declaring.allowed().allowsAll()) {
      // Browsers accept some hosts that the standard says they refuse.
      return UNDECLARED;
    }
    int verdict = decideUrl(url, script);
    if (verdict == PASSES && WebUrl.isAmbiguous(text)) {
      return decideUrl(WebUrl.parseAsOfOtherScheme(text, base()).orElse(null), script);
    }
    return verdict;
  }

  private int decideUrl(@Nullable WebUrl url, boolean script) {
    if (url == null) {
      return PASSES;
    }
    declaring.reset();
    byte[] host = url.hostWithoutDot().getBytes(StandardCharsets.US_ASCII);
    addDeclaring(host, 0, host.length, url);
    byte[] name = NOTHING;
    if (script && checksNames) {
      name = url.fileName().getBytes(StandardCharsets.UTF_8);
      rules.fileNames().addDeclaring(name, 0, name.length, declaring);
    }
    if (!declaring.isDeclared() && checksUndeclared) {
      byte[] both = Arrays.copyOf(host, host.length + name.length);
      System.arraycopy(name, 0, both, host.length, name.length);
      return undeclared.decide(both, 0, host.length, host.length, both.length, url);
    }
    return declaring.reportedVerdict();
  }

  private boolean addDeclaring(byte[] a, int hostFrom, int hostTo, PathSource url) {
    boolean known = rules.urls().hosts().addDeclaring(a, hostFrom, hostTo, url, declaring);
    return ownHosts == null
        ? known
        : ownHosts.addDeclaring(a, hostFrom, hostTo, url, declaring) || known;
  }

  // --- common URLs, without allocations

  private int decideQuickly(byte[] a, int urlFrom, int urlTo, boolean script) {
    boolean named = script && checksNames;
    switch (commonUrl.read(a, urlFrom, urlTo)) {
      case NOWHERE -> {
        return PASSES;
      }
      case RELATIVE -> {
        if (baseIsDeclared || (named && !commonUrl.readFileName(a))) {
          return UNDECIDED;
        }
        return named ? decideRelative(a) : PASSES;
      }
      case ABSOLUTE -> {
        if (named && !commonUrl.readFileName(a)) {
          return UNDECIDED;
        }
        bytes = a;
        from = urlFrom;
        to = urlTo;
        return decideHost(a, named);
      }
      default -> {
        return UNDECIDED;
      }
    }
  }

  private int decideRelative(byte[] a) {
    declaring.reset();
    rules.fileNames().addDeclaring(a, commonUrl.nameFrom, commonUrl.nameTo, declaring);
    return declaring.isDeclared()
        ? declaring.reportedVerdict()
        : undeclared.decideName(a, commonUrl.nameFrom, commonUrl.nameTo);
  }

  private int decideHost(byte[] a, boolean named) {
    declaring.reset();
    boolean known = addDeclaring(a, commonUrl.hostFrom, commonUrl.hostTo, this);
    if (named) {
      rules.fileNames().addDeclaring(a, commonUrl.nameFrom, commonUrl.nameTo, declaring);
    } else if (!known && !checksUndeclared) {
      return PASSES;
    }
    return declaring.isDeclared() || !checksUndeclared
        ? declaring.reportedVerdict()
        : undeclared.decide(
            a,
            commonUrl.hostFrom,
            commonUrl.hostTo,
            named ? commonUrl.nameFrom : 0,
            named ? commonUrl.nameTo : 0,
            this);
  }

  @Override
  public CharSequence path() {
    if (commonUrl.readPath(bytes)) {
      return commonUrl.pathFrom == commonUrl.pathTo
          ? "/"
          : declaring.text(bytes, commonUrl.pathFrom, commonUrl.pathTo);
    }
    return current().map(WebUrl::path).orElse("/");
  }

  @Override
  public String query() {
    return current().map(WebUrl::query).orElse("");
  }

  private Optional<WebUrl> current() {
    return resolve(
        escaped
            ? text(bytes, from, to)
            : new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  /** Forgets the page and returns the memory. */
  public void close() {
    page = NO_PAGE;
    base = null;
    ownHosts = null;
    bytes = NOTHING;
    decoded.close();
  }
}
