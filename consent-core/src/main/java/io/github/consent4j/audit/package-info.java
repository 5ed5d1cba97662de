/** What auditors read: the inventory of everything the policy declares. */
@NullMarked
package io.github.consent4j.audit;

import org.jspecify.annotations.NullMarked;
