package io.github.consent4j.servlet;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The plan of this module: from the door to what wraps request and response, and never back. */
class ServletStructureTest {

  private static final String ROOT = "io.github.consent4j.servlet";

  /** Which package may use which. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("", Set.of("exchange", "endpoint", "wrap")),
          entry("exchange", Set.of()),
          entry("coding", Set.of()),
          entry("endpoint", Set.of("exchange")),
          entry("render", Set.of("exchange", "coding")),
          entry("wrap", Set.of("exchange", "coding", "render")));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static String room(JavaClass type) {
    return type.getPackageName().replaceFirst("^io\\.github\\.consent4j\\.servlet\\.?", "");
  }

  @Test
  void each_package_uses_only_what_the_plan_says() {
    Set<String> strange = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (used.getPackageName().startsWith(ROOT)
            && !room(used).equals(room(type))
            && !ARROWS.getOrDefault(room(type), Set.of()).contains(room(used))) {
          strange.add(room(type) + " -> " + room(used) + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(strange).isEmpty();
  }

  @Test
  void no_package_needs_another_one_that_needs_it() {
    slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void users_meet_what_stands_at_the_door_and_nothing_else() {
    assertThat(
            classes.stream()
                .filter(type -> room(type).isEmpty() && type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "ConsentFilter", "ConsentInitializer", "VisitorConsent", "WhenDisabled");
  }
}
