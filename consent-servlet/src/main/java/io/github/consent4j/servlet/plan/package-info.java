/**
 * How one response is treated: what its status, headers and first bytes decide, on a server of any
 * kind.
 */
@NullMarked
package io.github.consent4j.servlet.plan;

import org.jspecify.annotations.NullMarked;
