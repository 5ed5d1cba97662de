/** The site of the other example on an embedded Tomcat, without Spring. */
package io.github.consent4j.examples.plain;
