/** What a site declares: its categories, services, stored items, and how the library behaves. */
@NullMarked
package io.github.consent4j.policy;

import org.jspecify.annotations.NullMarked;
