/** What was observed at a running site: cookies, hosts, and the reports of browsers. */
@NullMarked
package io.github.consent4j.seen;

import org.jspecify.annotations.NullMarked;
