package io.github.consent4j.servlet;

import java.util.Map;

/** Attacks on the library's own pages and headers, by number. Each one is tested or explained. */
final class SecurityItems {

  /** Attacks that are tested elsewhere, because a test on a container would add nothing. */
  static final Map<Integer, String> ELSEWHERE =
      Map.of(
          14, "texts of operators in pages: HostileTextTest and ElementTest in the core",
          15, "addresses of operators are checked when they are read: PolicyReaderTest in the core",
          18, "values are renamed, not written anew: HtmlGateTest in the core",
          19, "own cookies are written by one strict serializer: SetCookieTest in the core",
          21, "hosts are checked when they are read: DeliveryReaderTest in the core",
          27,
              "globs and hosts have no regular expressions: UrlMatcherTest, PatternTest in the core",
          28, "hostile HTML: HostileInputTest, LongTagTest, MemoryTest in the core",
          30, "too many hosts are refused when they are read: DeliveryReaderTest in the core",
          36, "visitors behind a real caching proxy: CachingProxyTest");

  static final int COUNT = 45;

  private SecurityItems() {}
}
