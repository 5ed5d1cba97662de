/**
 * One request, and what is known of it: the policy, the visitor, and where the request comes from.
 */
@NullMarked
package io.github.consent4j.servlet.exchange;

import org.jspecify.annotations.NullMarked;
