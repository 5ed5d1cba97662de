/** Records of decisions in the formats that auditors, visitors and other tools read. */
@NullMarked
package io.github.consent4j.record.export;

import org.jspecify.annotations.NullMarked;
