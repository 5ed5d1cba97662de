package io.github.consent4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of the house: data flows one way, and users meet little of it. */
class StructureTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.consent4j");

  /** Which package may use which: the plan of the house. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("text", Set.of()),
          entry("policy.look", Set.of()),
          entry("policy", Set.of("text", "policy.look")),
          entry("policy.reader", Set.of("text", "policy", "policy.look")),
          entry("catalogue", Set.of("policy", "policy.reader", "text")),
          entry("consent", Set.of("policy", "text")),
          entry("seen", Set.of()),
          entry("audit", Set.of("policy", "consent")),
          entry("gate", Set.of("policy", "consent", "seen", "text")),
          entry("gate.bytes", Set.of()),
          entry("gate.token", Set.of("gate.bytes")),
          entry("gate.url", Set.of("text", "gate", "gate.bytes", "gate.token")),
          entry("gate.cookie", Set.of("policy", "consent", "seen", "gate", "text")),
          entry("gate.rule", Set.of("policy", "gate", "gate.bytes", "gate.token", "gate.url")),
          entry(
              "gate.html",
              Set.of("policy", "gate", "gate.bytes", "gate.token", "gate.url", "gate.rule")),
          entry("gate.header", Set.of("policy", "seen", "gate", "gate.rule", "gate.url")),
          entry("page.markup", Set.of()),
          entry(
              "page.asset",
              Set.of("policy", "policy.look", "consent", "gate", "gate.cookie", "gate.html")),
          entry(
              "page",
              Set.of(
                  "policy",
                  "policy.look",
                  "consent",
                  "text",
                  "gate",
                  "gate.cookie",
                  "page.markup",
                  "page.asset")));

  /** What users of the library name; everything else is for the servlet module alone. */
  private static final Set<String> FOR_USERS =
      Set.of("policy", "policy.look", "policy.reader", "consent", "catalogue", "audit", "seen");

  private static String room(JavaClass type) {
    return type.getPackageName().replaceFirst("^io\\.github\\.consent4j\\.?", "");
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith("io.github.consent4j");
  }

  @Test
  void data_flows_one_way_through_the_packages() {
    Set<String> strange = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(used)
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
    slices().matching("io.github.consent4j.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void what_users_see_shows_nothing_that_they_do_not() {
    Set<String> hidden = new TreeSet<>();
    for (JavaClass type : classes) {
      if (isForUsers(type)) {
        for (JavaCodeUnit member : type.getCodeUnits()) {
          Set<JavaModifier> modifiers = member.getModifiers();
          if (modifiers.contains(JavaModifier.PUBLIC)
              || modifiers.contains(JavaModifier.PROTECTED)) {
            Stream.concat(
                    member.getRawParameterTypes().stream(), Stream.of(member.getRawReturnType()))
                .map(JavaClass::getBaseComponentType)
                .filter(shown -> isOurs(shown) && !isForUsers(shown))
                .forEach(shown -> hidden.add(member.getFullName() + " shows " + shown.getName()));
          }
        }
      }
    }
    assertThat(hidden).isEmpty();
  }

  private static boolean isForUsers(JavaClass type) {
    return FOR_USERS.contains(room(type)) && type.getModifiers().contains(JavaModifier.PUBLIC);
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
  void users_meet_few_types() {
    assertThat(
            classes.stream().filter(JavaClass::isTopLevelClass).filter(StructureTest::isForUsers))
        .hasSizeLessThanOrEqualTo(54);
  }
}
