/**
 * Content codings (RFC 9110, section 8.4.1): a body that the application has compressed is
 * decompressed for the gate, and compressed again.
 */
@NullMarked
package io.github.consent4j.servlet.coding;

import org.jspecify.annotations.NullMarked;
