package io.github.consent4j.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * What every application with the starter has, whichever its type is, and even while the library is
 * switched off: warnings of properties that are nearly right, and hints for native images.
 */
@AutoConfiguration
@Import(PropertyNameCheck.class)
@ImportRuntimeHints(ConsentRuntimeHints.class)
final class ConsentPropertiesAutoConfiguration {}
