package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that consist of several files. */
class IncludesTest {

  private static final String BASE =
      """
      site: { name: Group, privacy-policy: /privacy }
      languages: [en, de]
      categories:
        necessary: { required: true }
        statistics: { services: [econda] }
        external-media: { services: [youtube] }
      csp: enforce
      """;

  @TempDir Path folder;
  private final PolicyReader reader = new PolicyReader(BuiltInCatalogue.load());

  @BeforeEach
  void writeBase() throws IOException {
    write("base.yaml", BASE);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Policy read(String text) throws IOException {
    return reader.read(write("consent.yaml", text));
  }

  private List<String> problems(String text) {
    PolicyException e = catchThrowableOfType(PolicyException.class, () -> read(text));
    return e.problems().stream()
        .map(Problem::toString)
        .map(line -> line.replace(folder + "/", ""))
        .toList();
  }

  private static List<String> categories(Policy policy) {
    return policy.categories().stream().map(Category::id).toList();
  }

  @Test
  void what_the_including_file_says_counts_over_the_included_file() throws IOException {
    Policy policy =
        read(
            """
            include: base.yaml
            site: { name: Branch }
            categories:
              external-media: { services: [twitter] }
              chat: { title: Chat, description: Talk. }
            """);

    assertThat(policy.site().name().in("en")).isEqualTo("Branch");
    assertThat(policy.site().privacyPolicy()).isPresent();
    assertThat(policy.languages()).containsExactly("en", "de");
    assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.ENFORCE);
    assertThat(categories(policy))
        .containsExactly("necessary", "statistics", "external-media", "chat");
    assertThat(policy.service("youtube")).isEmpty();
    assertThat(policy.service("twitter")).isPresent();
    assertThat(policy.service("econda")).isPresent();
  }

  @Test
  void of_several_files_the_later_one_counts() throws IOException {
    write("shared/first.yaml", "csp: \"off\"\nrenew-after: P1M\n");
    write("shared/second.yaml", "include: ../third.yaml\ncsp: report-only\n");
    write("third.yaml", "leftovers: keep\ncsp: enforce\n");

    Policy policy = read("include: [base.yaml, shared/first.yaml, shared/second.yaml]\n");

    assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.REPORT_ONLY);
    assertThat(policy.settings().renewAfter()).hasMonths(1);
    assertThat(policy.settings().leftovers()).hasToString("KEEP");
  }

  @Test
  void files_over_others_count_and_name_their_problems() throws IOException {
    write("consent.yaml", "include: base.yaml\ncsp: enforce\n");
    write("shared/first.yaml", "csp: report-only\nrenew-after: P1M\n");
    write("shared/second.yaml", "include: ../third.yaml\nrenew-after: P2M\n");
    write("third.yaml", "leftovers: keep\n");
    List<Path> opened = new ArrayList<>();
    PolicyReader reader =
        new PolicyReader(BuiltInCatalogue.load())
            .withOver("first.yaml", folder.resolve("shared/first.yaml").toUri().toURL())
            .withOver("second.yaml", folder.resolve("shared/second.yaml").toUri().toURL())
            .telling(opened::add);

    Policy policy = reader.read(folder.resolve("consent.yaml"));

    assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.REPORT_ONLY);
    assertThat(policy.settings().renewAfter()).hasMonths(2);
    assertThat(policy.settings().leftovers()).hasToString("KEEP");
    assertThat(opened).hasSize(5);

    write("shared/first.yaml", "\ncps: enforce\n");
    assertThat(reader.check(folder.resolve("consent.yaml")).problems())
        .filteredOn(Problem::isError)
        .singleElement()
        .hasToString("first.yaml:2:1: unknown key 'cps' in the file; did you mean 'csp'?");
  }

  @Test
  void a_problem_names_the_file_and_the_line_in_which_it_is() throws IOException {
    write("shared/services.yaml", "\nservices:\n  own: { nam: X }\n");

    assertThat(problems("include: [base.yaml, shared/services.yaml]\ncps: enforce\n"))
        .containsExactly(
            "consent.yaml:2:1: unknown key 'cps' in the file; did you mean 'csp'?",
            "shared/services.yaml:3:3: service 'own' is in no category; name it under 'services'"
                + " of one",
            "shared/services.yaml:3:10: unknown key 'nam' in service 'own'; did you mean 'name'?");
  }

  @Test
  void an_included_file_that_is_no_yaml_is_named() throws IOException {
    write("shared/broken.yaml", "csp:enforce\nx\n");

    assertThat(problems("include: shared/broken.yaml\n"))
        .singleElement()
        .asString()
        .startsWith("shared/broken.yaml:1:");
  }

  @Test
  void a_missing_file_is_an_error_at_the_place_of_the_include() {
    assertThat(problems("site: { name: X }\ninclude: [base.yaml, gone.yaml]\n"))
        .containsExactly(
            "consent.yaml:2:22: 'gone.yaml' cannot be included, because it cannot be read: there is"
                + " no gone.yaml");
    assertThat(problems("include: classpath:nowhere/consent.yaml\n"))
        .containsExactly(
            "consent.yaml:1:10: 'classpath:nowhere/consent.yaml' is not on the class path; it is"
                + " searched in src/main/resources");
    assertThat(problems("include: https://example.org/consent.yaml\n"))
        .containsExactly(
            "consent.yaml:1:10: 'https://example.org/consent.yaml' is not included: expected a file,"
                + " or 'classpath:' and a path");
  }

  @Test
  void files_that_include_each_other_are_an_error() throws IOException {
    write("shared/a.yaml", "include: b.yaml\n");
    write("shared/b.yaml", "include: ../consent.yaml\n");

    assertThat(problems("include: shared/a.yaml\n"))
        .singleElement()
        .asString()
        .isEqualTo(
            "shared/b.yaml:1:10: '../consent.yaml' includes itself: consent.yaml -> shared/a.yaml ->"
                + " shared/b.yaml -> shared/../consent.yaml");
  }

  @Test
  void files_that_include_others_in_ever_new_ways_come_to_an_end() throws IOException {
    for (int i = 0; i < 30; i++) {
      String next = (i + 1) + ".yaml";
      write(i + ".yaml", "include: [" + next + ", " + next + "]\n");
    }
    write("30.yaml", "csp: enforce\n");

    assertThat(problems("include: 0.yaml\n"))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).contains("is one file too many"));
  }

  @Test
  void a_file_can_be_named_with_its_whole_path_also_from_a_text_without_a_place() {
    String base = folder.resolve("base.yaml").toString();

    assertThat(categories(reader.read("text", utf8("include: " + base)))).hasSize(3);
    assertThat(categories(reader.read("text", utf8("include: file:" + base)))).hasSize(3);
    assertThatThrownBy(() -> reader.read("text", utf8("include: base.yaml")))
        .hasMessageStartingWith(
            "text:1:10: 'base.yaml' is not found, because this policy is in no");
  }

  @Test
  void a_file_in_an_archive_finds_its_neighbour() throws IOException {
    Path archive = folder.resolve("site with space.jar");
    try (OutputStream out = Files.newOutputStream(archive);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new ZipEntry("config/base.yaml"));
      jar.write(BASE.getBytes(StandardCharsets.UTF_8));
      jar.putNextEntry(new ZipEntry("config/consent.yaml"));
      jar.write("include: base.yaml\ncsp: \"off\"\n".getBytes(StandardCharsets.UTF_8));
    }
    URL file = URI.create("jar:" + archive.toUri() + "!/config/consent.yaml").toURL();

    Policy policy = reader.check("consent.yaml", file).requirePolicy();

    assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.OFF);
    assertThat(categories(policy)).hasSize(3);
  }

  @Test
  void a_name_may_have_spaces_and_other_letters() throws IOException {
    write("für alle.yaml", BASE);

    assertThat(categories(read("include: für alle.yaml\n"))).hasSize(3);
  }

  @Test
  void tells_which_files_it_reads_and_searches() throws IOException {
    List<Path> opened = new ArrayList<>();
    Path root = write("consent.yaml", "include: [base.yaml, gone.yaml]\n");

    assertThatThrownBy(() -> reader.telling(opened::add).read(root));

    assertThat(opened)
        .containsExactly(root, folder.resolve("base.yaml"), folder.resolve("gone.yaml"));
  }

  @Test
  void a_text_counts_over_a_file() throws IOException {
    URL file = write("consent.yaml", "include: base.yaml\n").toUri().toURL();

    Policy policy =
        reader
            .check("consent.yaml", file, "properties", utf8("{ csp: report-only }"))
            .requirePolicy();

    assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.REPORT_ONLY);
    assertThatThrownBy(
            () ->
                reader
                    .check("consent.yaml", file, "properties", utf8("{ csp: always }"))
                    .requirePolicy())
        .hasMessageStartingWith("properties:1:8: 'always' is not a value of 'csp'");
  }

  private static ByteArrayInputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
