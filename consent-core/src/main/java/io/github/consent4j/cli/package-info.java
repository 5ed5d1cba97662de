/**
 * The command line for the operators of sites and for auditors. It is packed into a jar of its own
 * with everything it needs, and is no part of the library that applications use.
 */
@NullMarked
package io.github.consent4j.cli;

import org.jspecify.annotations.NullMarked;
