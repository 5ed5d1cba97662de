/**
 * Content codings (RFC 9110, section 8.4.1): what the application has compressed is read, and
 * compressed again.
 */
@NullMarked
package io.github.consent4j.servlet.coding;

import org.jspecify.annotations.NullMarked;
