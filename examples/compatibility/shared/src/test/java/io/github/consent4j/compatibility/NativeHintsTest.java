package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.spring.ConsentAutoConfiguration;
import io.github.consent4j.spring.ConsentProperties;
import io.github.consent4j.spring.ConsentWebMvcAutoConfiguration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** What a native image is told to contain. No native image is built here. */
class NativeHintsTest {

  @Test
  void an_application_is_processed_ahead_of_time_and_gets_the_files_of_the_library()
      throws ClassNotFoundException {
    InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
    DefaultGenerationContext generation =
        new DefaultGenerationContext(
            new ClassNameGenerator(ClassName.get("com.example", "Site")), files);
    GenericWebApplicationContext context = new GenericWebApplicationContext();
    new AnnotatedBeanDefinitionReader(context)
        .register(
            Class.forName("io.github.consent4j.spring.ConsentPropertiesAutoConfiguration"),
            ConsentAutoConfiguration.class,
            ConsentWebMvcAutoConfiguration.class);

    new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
    generation.writeGeneratedContent();

    RuntimeHints hints = generation.getRuntimeHints();
    assertThat(hints).matches(RuntimeHintsPredicates.reflection().onType(ConsentProperties.class));
    Stream.of(
            "consent.yaml",
            "consent-test.yaml",
            "io/github/consent4j/catalogue/files.packed",
            "io/github/consent4j/gate/token/character-references.txt",
            "io/github/consent4j/page/asset/guard.js",
            "io/github/consent4j/policy/reader/consent.schema.json",
            "io/github/consent4j/record/jdbc/postgresql/V1__consent_records.sql",
            "io/github/consent4j/spring/policy-keys.txt",
            "io/github/consent4j/text/page_de.properties")
        .forEach(
            file ->
                assertThat(hints).as(file).matches(RuntimeHintsPredicates.resource().forResource(file)));
    assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
        .anyMatch(file -> file.contains("ConsentAutoConfiguration"));
  }
}
