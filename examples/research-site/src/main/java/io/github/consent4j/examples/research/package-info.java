/** A small Spring Boot site with the reference dialog. */
package io.github.consent4j.examples.research;
