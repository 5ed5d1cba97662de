package io.github.consent4j.page;

import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Handling;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the guard: the script that applies a policy to what scripts store. Its code is in {@code
 * guard.js}, where {@code $DATA} stands for the policy's rules.
 *
 * <p>The rules are an array of: months and days after which a decision is asked for again; whether
 * undeclared cookies are held back; for each service 1 (always open), 2 (open after any decision),
 * or its category, identifier and mark; then, for cookies, local storage and session storage, pairs
 * of a regular expression over names and the indexes of the services that declare them.
 */
final class GuardScript {

  private static final String PLACE_OF_RULES = "$DATA";

  private final Policy policy;
  private final RevisionMarks marks;

  GuardScript(Policy policy, RevisionMarks marks) {
    this.policy = policy;
    this.marks = marks;
  }

  String text() {
    return Resources.text("guard.js").replace(PLACE_OF_RULES, rules());
  }

  private String rules() {
    Period renewal = policy.settings().renewAfter();
    boolean holdsUndeclared = policy.settings().undeclaredCookies() == Handling.BLOCK;
    return array(
        Stream.of(
            String.valueOf(renewal.toTotalMonths()),
            String.valueOf(renewal.getDays()),
            holdsUndeclared ? "1" : "0",
            array(policy.services().stream().map(this::service)),
            names(StorageKind.COOKIE),
            names(StorageKind.LOCAL_STORAGE),
            names(StorageKind.SESSION_STORAGE)));
  }

  private String service(Service service) {
    int index = policy.indexOf(service.id());
    Category category = policy.categoryAt(index);
    if (category.enforce() != Enforcement.ON) {
      return "1";
    }
    if (category.required()) {
      return category.beforeDecision() == BeforeDecision.BLOCK ? "2" : "1";
    }
    return array(Stream.of(category.id(), service.id(), marks.at(index)).map(GuardScript::string));
  }

  /** Names that the same services declare stand together. */
  private String names(StorageKind kind) {
    Map<String, Set<Integer>> servicesByName = new LinkedHashMap<>();
    if (kind == StorageKind.COOKIE) {
      servicesByName.put(ConsentCookie.NAME, Set.of());
    }
    for (int i = 0; i < policy.services().size(); i++) {
      for (CookieDescriptor stored : policy.services().get(i).stores()) {
        String glob = stored.name().glob();
        if (stored.kind() == kind && !glob.equals(ConsentCookie.NAME)) {
          servicesByName.computeIfAbsent(glob, name -> new TreeSet<>()).add(i);
        }
      }
    }
    Map<Set<Integer>, List<String>> namesByServices =
        servicesByName.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    return array(
        namesByServices.entrySet().stream()
            .map(
                group ->
                    array(
                        Stream.of(
                            string(alternatives(group.getValue())),
                            array(group.getKey().stream().map(String::valueOf))))));
  }

  private static String alternatives(List<String> globs) {
    return globs.stream().map(GuardScript::regex).collect(Collectors.joining("|"));
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      switch (c) {
        case '*' -> regex.append("[^]*");
        case '?' -> regex.append("[^]");
        default -> {
          if ("\\^$.|+()[]{}/".indexOf(c) >= 0) {
            regex.append('\\');
          }
          regex.append(c);
        }
      }
    }
    return regex.toString();
  }

  private static String array(Stream<String> values) {
    return values.collect(Collectors.joining(",", "[", "]"));
  }

  private static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~' || c == '<') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
