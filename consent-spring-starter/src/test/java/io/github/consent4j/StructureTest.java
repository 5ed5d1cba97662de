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
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The plan of core, servlet module and starter: the packages that each package may use, and the
 * types that users see.
 */
class StructureTest {

  private static final String ROOT = "io.github.consent4j";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importLocations(locations());

  /** The packages that each package may use. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          // core: for every package
          entry("format", Set.of()),
          // core: the declarations of a site
          entry("text", Set.of()),
          entry("policy.look", Set.of()),
          entry("policy", Set.of("format", "text", "policy.look")),
          entry("known", Set.of("policy")),
          entry(
              "policy.reader",
              Set.of("format", "text", "policy", "policy.look", "known", "audit.rule")),
          entry("catalogue", Set.of("policy", "policy.reader", "text")),
          // core: a visitor's decision, what was seen at the site, and what auditors read
          entry("consent", Set.of("format", "text", "policy")),
          entry("seen", Set.of()),
          entry("seen.journal", Set.of("format", "seen", "text", "known")),
          entry("audit.rule", Set.of("policy")),
          entry("audit.item", Set.of("text", "policy", "seen")),
          entry(
              "audit",
              Set.of("format", "text", "policy", "consent", "record", "seen", "audit.item")),
          // core: proof of consent
          entry("record", Set.of("format", "consent")),
          entry("record.json", Set.of("format", "consent", "record")),
          entry("record.chain", Set.of("format", "record")),
          entry("record.disk", Set.of()),
          entry("record.export", Set.of("format", "text", "consent", "record", "record.json")),
          entry("record.sql", Set.of()),
          entry(
              "record.jdbc",
              Set.of("format", "consent", "record", "record.json", "record.chain", "record.sql")),
          entry("seen.jdbc", Set.of("format", "seen", "seen.journal", "record.sql")),
          entry(
              "record.file",
              Set.of("format", "consent", "record", "record.json", "record.chain", "record.disk")),
          entry(
              "record.keep",
              Set.of("format", "policy", "consent", "record", "record.json", "record.disk")),
          // core: the gates
          entry("gate", Set.of("text", "policy", "consent", "known", "seen", "seen.journal")),
          entry("gate.bytes", Set.of()),
          entry("gate.token", Set.of("format", "gate.bytes")),
          entry("gate.url", Set.of("text", "policy", "gate", "gate.bytes", "gate.token")),
          entry(
              "gate.cookie",
              Set.of(
                  "text",
                  "policy",
                  "consent",
                  "known",
                  "seen",
                  "seen.journal",
                  "gate",
                  "gate.bytes")),
          entry(
              "gate.rule",
              Set.of(
                  "format",
                  "policy",
                  "known",
                  "seen.journal",
                  "gate",
                  "gate.bytes",
                  "gate.token",
                  "gate.url")),
          entry(
              "gate.html",
              Set.of(
                  "format",
                  "text",
                  "policy",
                  "gate",
                  "gate.bytes",
                  "gate.token",
                  "gate.url",
                  "gate.rule")),
          entry("gate.header", Set.of("policy", "seen", "gate", "gate.rule", "gate.url")),
          // core: the pages for visitors
          entry("page.markup", Set.of()),
          entry(
              "page.asset",
              Set.of(
                  "format",
                  "text",
                  "policy",
                  "policy.look",
                  "consent",
                  "gate",
                  "gate.cookie",
                  "gate.html")),
          entry(
              "page",
              Set.of(
                  "format",
                  "policy",
                  "policy.look",
                  "consent",
                  "text",
                  "audit",
                  "record",
                  "gate",
                  "gate.cookie",
                  "page.markup",
                  "page.asset")),
          entry("audit.form", Set.of("format", "policy", "seen", "audit.item", "page")),
          // core: the command line
          entry("cli.crawl", Set.of()),
          entry("cli.evidence", Set.of("format", "audit.rule")),
          entry("cli.browser.banner", Set.of("format", "audit.rule", "cli.evidence")),
          entry(
              "cli.browser",
              Set.of(
                  "format",
                  "text",
                  "gate.cookie",
                  "audit.rule",
                  "cli.browser.banner",
                  "cli.crawl",
                  "cli.evidence")),
          entry(
              "cli.report",
              Set.of("format", "policy", "audit.rule", "cli.evidence", "page.markup")),
          entry("cli.change", Set.of("format")),
          entry(
              "cli.observed",
              Set.of("format", "policy", "known", "seen", "seen.journal", "audit.rule")),
          entry("cli.finding", Set.of("format", "policy", "seen", "audit.rule", "cli.observed")),
          entry("cli.form", Set.of("format", "policy", "audit.item", "page")),
          entry("cli.observation", Set.of("format", "text", "seen", "seen.journal")),
          entry(
              "cli",
              Set.of(
                  "cli.browser",
                  "cli.browser.banner",
                  "cli.crawl",
                  "cli.evidence",
                  "cli.change",
                  "cli.finding",
                  "cli.form",
                  "cli.observation",
                  "cli.report",
                  "audit",
                  "audit.form",
                  "audit.item",
                  "cli.observed",
                  "audit.rule",
                  "format",
                  "text",
                  "policy",
                  "policy.reader",
                  "catalogue",
                  "consent",
                  "seen",
                  "seen.jdbc",
                  "seen.journal",
                  "record",
                  "record.json",
                  "record.chain",
                  "record.export",
                  "record.file",
                  "record.jdbc",
                  "record.keep",
                  "known",
                  "page",
                  "page.asset",
                  "gate",
                  "gate.cookie",
                  "gate.html",
                  "gate.rule",
                  "gate.url")),
          // servlet module
          entry(
              "servlet.proof",
              Set.of("policy", "consent", "record", "record.file", "record.jdbc", "record.keep")),
          entry(
              "servlet.exchange",
              Set.of(
                  "servlet.proof",
                  "format",
                  "audit",
                  "record",
                  "policy",
                  "consent",
                  "seen",
                  "seen.journal",
                  "gate",
                  "gate.cookie",
                  "gate.header",
                  "gate.html",
                  "gate.rule",
                  "page",
                  "page.asset")),
          entry("servlet.coding", Set.of("gate.bytes")),
          entry(
              "servlet.endpoint",
              Set.of(
                  "audit",
                  "audit.form",
                  "seen",
                  "seen.journal",
                  "record.export",
                  "record.json",
                  "servlet.proof",
                  "format",
                  "servlet.exchange",
                  "record",
                  "policy",
                  "consent",
                  "gate",
                  "gate.cookie",
                  "gate.header",
                  "gate.rule",
                  "page",
                  "page.asset")),
          entry(
              "servlet.render",
              Set.of(
                  "servlet.exchange",
                  "servlet.coding",
                  "policy",
                  "consent",
                  "seen.journal",
                  "gate",
                  "gate.bytes",
                  "gate.header",
                  "gate.html",
                  "gate.rule",
                  "page")),
          entry(
              "servlet.plan",
              Set.of(
                  "servlet.exchange",
                  "servlet.coding",
                  "servlet.render",
                  "policy",
                  "consent",
                  "gate",
                  "gate.bytes",
                  "gate.cookie",
                  "gate.header")),
          entry(
              "servlet.wrap",
              Set.of(
                  "servlet.exchange",
                  "servlet.coding",
                  "servlet.plan",
                  "servlet.render",
                  "policy",
                  "consent",
                  "gate",
                  "gate.bytes",
                  "gate.cookie",
                  "gate.header")),
          entry(
              "servlet",
              Set.of(
                  "seen.jdbc",
                  "record",
                  "record.keep",
                  "servlet.proof",
                  "format",
                  "servlet.exchange",
                  "servlet.endpoint",
                  "servlet.plan",
                  "servlet.wrap",
                  "catalogue",
                  "policy",
                  "policy.reader",
                  "consent",
                  "seen",
                  "seen.journal",
                  "gate",
                  "gate.header")),
          entry(
              "servlet.view",
              Set.of(
                  "policy",
                  "consent",
                  "page",
                  "servlet",
                  "servlet.proof",
                  "servlet.exchange",
                  "servlet.wrap")),
          // starter
          entry(
              "spring.reactive",
              Set.of(
                  "policy",
                  "consent",
                  "servlet",
                  "servlet.exchange",
                  "servlet.endpoint",
                  "servlet.plan",
                  "servlet.view")),
          entry(
              "spring",
              Set.of(
                  "format",
                  "text",
                  "policy",
                  "policy.reader",
                  "catalogue",
                  "consent",
                  "record",
                  "servlet",
                  "servlet.view",
                  "spring.reactive")),
          entry("spring.view", Set.of("servlet.view", "spring.reactive")),
          entry(
              "spring.actuate",
              Set.of("format", "policy", "consent", "seen", "audit", "servlet", "spring")),
          entry(
              "spring.test",
              Set.of(
                  "format",
                  "policy",
                  "policy.reader",
                  "catalogue",
                  "consent",
                  "gate",
                  "gate.bytes",
                  "gate.cookie",
                  "gate.html",
                  "gate.rule",
                  "page",
                  "servlet")));

  /**
   * The few classes of one package that need each other, with the reason. The permitted types of a
   * sealed interface do not count.
   */
  private static final Map<Set<String>, String> CIRCLES =
      Map.of(
          Set.of(
              "gate.html.AttributeRewriter",
              "gate.html.HtmlGates",
              "gate.html.NestedDocument",
              "gate.html.TagRewriter"),
          "an attribute may hold a document, whose tags have attributes",
          Set.of("servlet.wrap.GatedBodyResponse", "servlet.wrap.GatedWriter"),
          "the writer chooses between two ways of the response when it is first written to");

  /** The packages for users of the library. All others are for the servlet module alone. */
  private static final Set<String> FOR_USERS =
      Set.of(
          "policy",
          "policy.look",
          "policy.reader",
          "consent",
          "catalogue",
          "audit",
          "seen",
          "record",
          "record.jdbc",
          "record.file");

  /** The packages, with the command line, which is not in the jar of core that users get. */
  private static Set<Location> locations() {
    Set<Location> locations = new LinkedHashSet<>(Locations.ofPackage(ROOT));
    Path core = Path.of(System.getProperty("consent.root"), "consent-core", "target", "classes");
    locations.add(Location.of(core.resolve("io/github/consent4j/cli")));
    return locations;
  }

  private static String room(JavaClass type) {
    return type.getPackageName().replaceFirst("^io\\.github\\.consent4j\\.?", "");
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  @Test
  void data_flows_one_way_through_the_packages() {
    Set<String> strange = new TreeSet<>();
    for (JavaClass type : CLASSES) {
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
  void the_command_line_alone_knows_the_library_that_reads_its_arguments() {
    assertThat(CLASSES.stream().filter(type -> room(type).equals("cli"))).isNotEmpty();
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void the_audit_with_a_browser_alone_knows_the_library_that_drives_it() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".cli.browser..", ROOT + ".examples..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.microsoft.playwright..", "com.google.gson..")
        .check(CLASSES);
  }

  @Test
  void no_packages_need_each_other() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_a_few_classes_need_each_other() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      Set<String> used = uses.computeIfAbsent(nameOf(type), name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(target)) {
          used.add(nameOf(target));
        }
      }
    }
    assertThat(Circles.in(uses)).isEqualTo(CIRCLES.keySet());
  }

  /** Returns the name of the file's class, below the root. */
  private static String nameOf(JavaClass type) {
    String name = type.getName().substring(ROOT.length() + 1);
    return name.replaceFirst("\\$.*", "");
  }

  @Test
  void no_exported_signature_contains_an_unexported_type() {
    Set<String> hidden = new TreeSet<>();
    for (JavaClass type : CLASSES) {
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
        .that()
        .resideOutsideOfPackages(ROOT + ".servlet..", ROOT + ".spring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "javax.servlet..", "org.springframework..")
        .check(CLASSES);
  }

  @Test
  void no_public_signature_contains_a_type_of_a_dependency() {
    noClasses()
        .that()
        .arePublic()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.yaml..")
        .check(CLASSES);
  }

  @Test
  void class_names_contain_no_empty_words() {
    classes().should().haveNameNotMatching(".*(Manager|Helper|Utils?|Impl)").check(CLASSES);
  }

  @Test
  void no_static_state_can_change() {
    CLASSES.stream()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
        .forEach(
            field ->
                assertThat(field.getModifiers())
                    .as(field.getFullName())
                    .contains(JavaModifier.FINAL));
  }

  @Test
  void what_servlet_and_reactive_applications_share_does_not_know_servlets() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".servlet.proof",
            ROOT + ".servlet.exchange",
            ROOT + ".servlet.coding",
            ROOT + ".servlet.endpoint",
            ROOT + ".servlet.render",
            ROOT + ".servlet.plan")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void the_servlet_module_does_not_know_spring() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".servlet..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..")
        .check(CLASSES);
  }

  @Test
  void users_of_the_servlet_module_see_only_its_root_package() {
    assertThat(
            CLASSES.stream()
                .filter(type -> room(type).equals("servlet") && type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "ConsentFilter",
            "ConsentInitializer",
            "ConsentSite",
            "GateStatistics",
            "NeedsConsent",
            "PageListener",
            "PolicyFiles",
            "PolicyListener",
            "PolicyReload",
            "PolicyStatus",
            "RecordStatus",
            "RunningSite",
            "VisitorConsent",
            "WhenDisabled");
  }

  @Test
  void users_see_few_types() {
    assertThat(
            CLASSES.stream().filter(JavaClass::isTopLevelClass).filter(StructureTest::isForUsers))
        .hasSizeLessThanOrEqualTo(61);
  }
}
