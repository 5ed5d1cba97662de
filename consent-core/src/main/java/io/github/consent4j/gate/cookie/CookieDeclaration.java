package io.github.consent4j.gate.cookie;

import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Policy;

/**
 * A service's declaration of a cookie.
 *
 * @param service index of the service in {@link Policy#services()}
 * @param cookie what it declares of the cookie
 */
public record CookieDeclaration(int service, CookieDescriptor cookie) {}
