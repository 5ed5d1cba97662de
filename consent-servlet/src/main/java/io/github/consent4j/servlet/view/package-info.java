/** What templates of any engine ask for and insert, and tags for JSP. */
@NullMarked
package io.github.consent4j.servlet.view;

import org.jspecify.annotations.NullMarked;
