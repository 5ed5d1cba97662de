package io.github.consent4j.gate.cookie;

/** Where a cookie was met. Anybody can write the names of cookies in requests. */
enum CookieSide {
  REQUEST,
  RESPONSE
}
