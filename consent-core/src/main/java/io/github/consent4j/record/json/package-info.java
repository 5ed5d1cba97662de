/** Records of decisions as JSON. */
@NullMarked
package io.github.consent4j.record.json;

import org.jspecify.annotations.NullMarked;
