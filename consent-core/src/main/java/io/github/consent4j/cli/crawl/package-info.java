/** The manners of a program that visits the pages of a site. */
@NullMarked
package io.github.consent4j.cli.crawl;

import org.jspecify.annotations.NullMarked;
