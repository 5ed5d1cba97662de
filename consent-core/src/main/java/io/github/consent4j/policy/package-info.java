/** What a site declares: categories, services, what they store and what they load. */
@NullMarked
package io.github.consent4j.policy;

import org.jspecify.annotations.NullMarked;
