/** Exports for auditors: the inventory of everything that a policy declares. */
@NullMarked
package io.github.consent4j.audit;

import org.jspecify.annotations.NullMarked;
