package io.github.consent4j.gate.cookie;

/** The direction in which a cookie was met. Anybody can choose the names of cookies in requests. */
enum CookieSide {
  REQUEST,
  RESPONSE
}
