/** What was seen at a running site: cookies, hosts, and what browsers reported. */
@NullMarked
package io.github.consent4j.seen;

import org.jspecify.annotations.NullMarked;
