package io.github.consent4j.gate;

import io.github.consent4j.policy.Handling;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides for one visitor which URLs of a page are held back. */
final class UrlJudge {

  /** The URL is not held back. */
  static final int PASSES = Claims.PASSES;

  /** The URL is held back because no service declares its host. */
  static final int UNDECLARED = -2;

  private static final byte[] HTTPS = {'h', 't', 't', 'p', 's', ':', '/', '/'};
  private static final byte[] HTTP = {'h', 't', 't', 'p', ':', '/', '/'};
  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};
  private static final byte[] SLASHES = {'/', '/'};
  private static final int UNDECIDED = -3;

  private final HtmlRules rules;
  private final Allowance allowance;
  private final Claims claims;
  private final PageContext page;
  private final boolean blockUndeclared;
  private Charset charset = StandardCharsets.UTF_8;
  private WebUrl base;
  private boolean baseIsDeclared;

  UrlJudge(HtmlRules rules, Allowance allowance, PageContext page) {
    this.rules = rules;
    this.allowance = allowance;
    this.page = page;
    claims = new Claims(rules, allowance);
    blockUndeclared = rules.policy().settings().undeclaredHosts() == Handling.BLOCK;
    base = WebUrl.of(page);
    baseIsDeclared = isDeclared(base);
  }

  /** A judge for a document inside of the page. */
  UrlJudge inside() {
    UrlJudge inner = new UrlJudge(rules, allowance, page);
    inner.base(base);
    return inner;
  }

  private boolean isDeclared(WebUrl url) {
    byte[] host = url.hostWithoutDot().getBytes(StandardCharsets.US_ASCII);
    return rules.urls().hosts().knows(host, 0, host.length);
  }

  /** Sets in which encoding the page writes URLs. */
  void charset(Charset pageCharset) {
    charset = pageCharset;
  }

  /** Sets what relative URLs are relative to, from now on. */
  void base(WebUrl newBase) {
    base = newBase;
    baseIsDeclared = isDeclared(newBase) || blockUndeclared && !isOwn(newBase.hostWithoutDot());
  }

  /** The value of an attribute as text. */
  String text(byte[] bytes, int from, int to) {
    return CharacterReferences.decode(new String(bytes, from, to - from, charset));
  }

  /** The URL that a text means; empty when nothing would be fetched. */
  Optional<WebUrl> resolve(String text) {
    return WebUrl.parse(text, base);
  }

  /**
   * Judges the value of an attribute.
   *
   * @param script whether the URL is that of a script, which may be known by its file name
   * @return the service on whose behalf it is held back, {@link #PASSES} or {@link #UNDECLARED}
   */
  int judge(byte[] bytes, int from, int to, boolean script) {
    int quick = judgeQuickly(bytes, from, to, script);
    return quick == UNDECIDED ? judge(text(bytes, from, to), script) : quick;
  }

  /** Judges a URL that has no character references. */
  int judgePlain(byte[] bytes, int from, int to) {
    int quick = judgeQuickly(bytes, from, to, false);
    return quick == UNDECIDED
        ? judge(new String(bytes, from, to - from, StandardCharsets.UTF_8), false)
        : quick;
  }

  /** Judges a URL as the page wrote it, with character references decoded. */
  int judge(String text, boolean script) {
    int verdict = judgeUrl(resolve(text).orElse(null), script);
    if (verdict == PASSES && WebUrl.isAmbiguous(text)) {
      return judgeUrl(WebUrl.parseAsOfOtherScheme(text, base).orElse(null), script);
    }
    return verdict;
  }

  private int judgeUrl(@Nullable WebUrl url, boolean script) {
    if (url == null) {
      return PASSES;
    }
    claims.reset();
    rules.urls().claim(url, claims);
    if (script && !rules.fileNames().isEmpty()) {
      byte[] name = url.fileName().getBytes(StandardCharsets.UTF_8);
      rules.fileNames().claim(name, 0, name.length, claims);
    }
    if (!claims.isDeclared() && blockUndeclared && !isOwn(url.hostWithoutDot())) {
      return UNDECLARED;
    }
    return claims.verdict();
  }

  private boolean isOwn(String host) {
    String own = page.host().toLowerCase(Locale.ROOT);
    String site = own.startsWith("www.") ? own.substring(4) : own;
    return host.equals(site) || host.endsWith("." + site);
  }

  // --- the usual ways to write a URL, without making objects

  private int judgeQuickly(byte[] a, int from, int to, boolean script) {
    int p = from;
    if (startsWith(a, from, to, HTTPS)) {
      p += HTTPS.length;
    } else if (startsWith(a, from, to, HTTP)) {
      p += HTTP.length;
    } else if (startsWith(a, from, to, SLASHES)) {
      p += SLASHES.length;
    } else if (startsWith(a, from, to, DATA)) {
      return PASSES;
    } else {
      return judgeRelative(a, from, to, script);
    }
    int end = p;
    while (end < to && isPlainHostByte(a[end])) {
      end++;
    }
    boolean ended = end == to || a[end] == '/' || a[end] == '?' || a[end] == '#';
    if (!ended || end == p || !isLowerCaseLetter(a[end - 1]) || blockUndeclared) {
      return UNDECIDED;
    }
    boolean named = script && !rules.fileNames().isEmpty();
    boolean known = rules.urls().hosts().knows(a, p, end);
    if (!named && !known) {
      return PASSES;
    }
    claims.reset();
    if (known) {
      claimHost(a, from, p, end, to);
    }
    return named ? claimFileName(a, end, to) : claims.verdict();
  }

  private void claimHost(byte[] a, int from, int hostFrom, int hostTo, int to) {
    rules.urls().hosts().claim(a, hostFrom, hostTo, () -> path(text(a, from, to)), claims);
  }

  private String path(String text) {
    return resolve(text).map(WebUrl::path).orElse("/");
  }

  private int judgeRelative(byte[] a, int from, int to, boolean script) {
    if (baseIsDeclared) {
      return UNDECIDED;
    }
    int p = from;
    if (p < to && a[p] == '/') {
      p++;
    }
    while (p < to && isPlainPathByte(a[p])) {
      p++;
    }
    boolean plain =
        p == to
            || p > from && (a[p] == '/' && a[p - 1] != '/' || a[p] == '?' || a[p] == '#')
            || p == from && a[p] == '#' && !script;
    if (!plain) {
      return UNDECIDED;
    }
    if (!script || rules.fileNames().isEmpty()) {
      return PASSES;
    }
    claims.reset();
    return claimFileName(a, from, to);
  }

  private int claimFileName(byte[] a, int from, int to) {
    int name = from;
    int p = from;
    while (p < to && a[p] != '?' && a[p] != '#') {
      if (a[p] == '/') {
        name = p + 1;
      } else if (!isPlainPathByte(a[p])) {
        return UNDECIDED;
      }
      p++;
    }
    rules.fileNames().claim(a, name, p, claims);
    return claims.verdict();
  }

  private static boolean startsWith(byte[] a, int from, int to, byte[] start) {
    if (to - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (a[from + i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerCaseLetter(byte b) {
    return b >= 'a' && b <= 'z';
  }

  private static boolean isPlainHostByte(byte b) {
    return isLowerCaseLetter(b) || b >= '0' && b <= '9' || b == '.' || b == '-' || b == '_';
  }

  private static boolean isPlainPathByte(byte b) {
    return isPlainHostByte(b) || b >= 'A' && b <= 'Z' || b == '~' || b == ',' || b == '+';
  }
}
