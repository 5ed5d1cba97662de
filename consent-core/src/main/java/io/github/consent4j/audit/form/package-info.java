/** The inventory of a policy as tables for people. */
@NullMarked
package io.github.consent4j.audit.form;

import org.jspecify.annotations.NullMarked;
