package io.github.consent4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house plan: data flows one way, and little of it is public. */
class StructureTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.consent4j");

  @Test
  void data_flows_one_way_through_the_packages() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("text")
        .definedBy("..consent4j.text..")
        .layer("policy")
        .definedBy("..policy..")
        .layer("catalogue")
        .definedBy("..catalogue..")
        .layer("consent")
        .definedBy("..consent4j.consent..")
        .layer("gate")
        .definedBy("..gate..")
        .layer("page")
        .definedBy("..page..")
        .layer("audit")
        .definedBy("..audit..")
        .whereLayer("text")
        .mayNotAccessAnyLayer()
        .whereLayer("policy")
        .mayOnlyAccessLayers("text")
        .whereLayer("catalogue")
        .mayOnlyAccessLayers("policy", "text")
        .whereLayer("consent")
        .mayOnlyAccessLayers("policy")
        .whereLayer("gate")
        .mayOnlyAccessLayers("policy", "consent")
        .whereLayer("page")
        .mayOnlyAccessLayers("policy", "consent", "gate", "text")
        .whereLayer("audit")
        .mayOnlyAccessLayers("policy", "consent")
        .check(classes);
  }

  @Test
  void core_knows_neither_servlets_nor_spring() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "javax.servlet..", "org.springframework..")
        .check(classes);
  }

  @Test
  void no_public_signature_shows_a_library() {
    noClasses()
        .that()
        .arePublic()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.yaml..")
        .check(classes);
  }

  @Test
  void names_say_what_a_class_is() {
    classes().should().haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)").check(classes);
  }

  @Test
  void nothing_static_can_change() {
    classes.stream()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .forEach(
            field ->
                assertThat(field.getModifiers())
                    .as(field.getFullName())
                    .contains(JavaModifier.FINAL));
  }

  @Test
  void less_than_half_of_the_types_are_public() {
    List<JavaClass> topLevel = classes.stream().filter(JavaClass::isTopLevelClass).toList();
    long open =
        topLevel.stream().filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)).count();

    assertThat(open).isLessThan(topLevel.size() / 2);
  }
}
