/**
 * The evidence of an audit with a browser, as values: what was stored, contacted and shown in each
 * state of consent. No part of it holds the value of a cookie, of a storage key or of a query.
 */
@NullMarked
package io.github.consent4j.cli.evidence;

import org.jspecify.annotations.NullMarked;
