/**
 * The declarations of a site: its categories, services and stored items, and the behaviour of the
 * library.
 */
@NullMarked
package io.github.consent4j.policy;

import org.jspecify.annotations.NullMarked;
