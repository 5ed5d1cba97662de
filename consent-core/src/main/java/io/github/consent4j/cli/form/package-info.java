/** The inventory of a policy in the formats of other tools for auditors. */
@NullMarked
package io.github.consent4j.cli.form;

import org.jspecify.annotations.NullMarked;
