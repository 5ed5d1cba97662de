/** The items that a policy declares, with what follows for each from the whole policy. */
@NullMarked
package io.github.consent4j.audit.item;

import org.jspecify.annotations.NullMarked;
