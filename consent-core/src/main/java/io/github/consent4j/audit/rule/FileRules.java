package io.github.consent4j.audit.rule;

import static io.github.consent4j.audit.rule.Severity.ERROR;
import static io.github.consent4j.audit.rule.Severity.WARNING;

import java.util.List;

/** Rules of the form of {@code consent.yaml}. Whoever breaks one has written something else. */
public final class FileRules {

  /** The file is missing, or may not be read. */
  public static final Rule UNREADABLE =
      error(
          "unreadable-file",
          "The file can be read",
          "A file that is missing or locked says nothing about the site.",
          "Check its name and its permissions.");

  /** The text is no YAML. */
  public static final Rule NOT_YAML =
      error(
          "not-yaml",
          "The file is YAML",
          "A text that is no YAML has no keys.",
          "Mend the place that the message names; most often it is an indent or a quote.");

  /** The bytes are no UTF-8. */
  public static final Rule NOT_UTF_8 =
      error(
          "not-utf-8",
          "The file is in UTF-8",
          "In another encoding, visitors would read wrong letters.",
          "Save the file in UTF-8.");

  /** The text is longer than any policy. */
  public static final Rule TOO_LONG =
      error(
          "too-long",
          "The file has the length of a policy",
          "So long a file is something else than a policy.",
          "Check that the right file is read.");

  /** A character that no text needs. */
  public static final Rule STRANGE_CHARACTER =
      error(
          "strange-character",
          "The file has no invisible control characters",
          "Such a character is the rest of a copy, and changes what is read.",
          "Remove the character.");

  /** A file of another tool. */
  public static final Rule FOREIGN_FILE =
      error(
          "foreign-file",
          "The file is a policy of this library",
          "A file of another tool has other keys.",
          "Bring it over with 'init --from'.");

  /** A key with an unexpected kind of value. */
  public static final Rule WRONG_SHAPE =
      error(
          "wrong-shape",
          "Each key has the kind of value that it needs",
          "A list where keys are expected, or the other way round, cannot be read.",
          "Write the value as the message shows.");

  /** YAML reads something else than its author means. */
  public static final Rule MISREAD =
      error(
          "misread",
          "The text means to YAML what it means to its author",
          "YAML would read something else, without a word.",
          "Write it as the message shows, most often in quotes.");

  /** Keys that YAML takes over from elsewhere. */
  public static final Rule MERGE_KEY =
      error(
          "merge-key",
          "Keys are not merged by '<<'",
          "Merged keys have no line of their own, so that nobody could be led to them.",
          "Write the keys once more, or use 'include'.");

  /** A tag of YAML. */
  public static final Rule YAML_TAG =
      error(
          "yaml-tag",
          "Values have no tags",
          "A tag makes an object of another program.",
          "Put the text in quotes, or write ${NAME} for a value from the environment.");

  /** A key that stands twice. */
  public static final Rule DUPLICATE_KEY =
      error(
          "duplicate-key",
          "Each key stands once",
          "Of two equal keys, only one would count.",
          "Remove one, or join their values.");

  /** A key that nobody reads. */
  public static final Rule UNKNOWN_KEY =
      error(
          "unknown-key",
          "Each key is one that is read",
          "A misspelt key would have no effect, and nobody would notice.",
          "Correct the key; the message names the most similar one.");

  /** A key that has to be there. */
  public static final Rule MISSING_KEY =
      error(
          "missing-key",
          "Nothing that is needed is missing",
          "Without it visitors would not be told what they have to be told.",
          "Add the key.");

  /** A key where it means nothing. */
  public static final Rule MISPLACED_KEY =
      error(
          "misplaced-key",
          "Each key stands where it has an effect",
          "A key in another place would have none.",
          "Move the key to the place that the message names.");

  /** A key without a value. */
  public static final Rule EMPTY_KEY =
      error(
          "empty-key",
          "Each key has a value",
          "An empty key may mean nothing, or that its value was lost.",
          "Write the value, or remove the line.");

  /** A value that is none of the possible ones. */
  public static final Rule INVALID_VALUE =
      error(
          "invalid-value",
          "Each value is one that is possible",
          "A value that is none of them would have no effect, or another one.",
          "Write one of the values that the message names.");

  /** An identifier with other letters. */
  public static final Rule INVALID_IDENTIFIER =
      error(
          "invalid-identifier",
          "Identifiers have lower-case letters, digits and dashes",
          "Identifiers stand in cookies, addresses and records.",
          "Write it as the message shows.");

  /** A language that is none. */
  public static final Rule UNKNOWN_LANGUAGE =
      error(
          "unknown-language",
          "Texts stand behind language tags",
          "A text behind something else is shown to nobody.",
          "Write a tag such as 'en', or put a text with a comma in quotes.");

  /** A text that a language of the site lacks. */
  public static final Rule MISSING_TRANSLATION =
      error(
          "missing-translation",
          "Every text is there in every language of the site",
          "Whoever reads another language cannot give an informed consent.",
          "Add the text in that language, or take the language out of 'languages'.",
          "GDPR, article 7(2); EDPB guidelines 05/2020, paragraphs 66 to 70");

  /** A service that neither file nor catalogue has. */
  public static final Rule UNKNOWN_SERVICE =
      error(
          "unknown-service",
          "Each named service is known",
          "Nothing can be held back of a service that nobody describes.",
          "Correct its name, or describe it under 'services'.");

  /** A pattern that never matches. */
  public static final Rule NEVER_MATCHES =
      error(
          "never-matches",
          "Each pattern can match something",
          "A pattern that matches nothing holds nothing back.",
          "Write the host, path or name as browsers do.");

  /** A waiver of something that cannot be waived. */
  public static final Rule INVALID_WAIVER =
      error(
          "invalid-waiver",
          "Each waiver names a rule that can be waived",
          "A waiver of an unknown rule has no effect, and errors cannot be waived.",
          "Correct the name of the rule, or mend what it reports.");

  /** A waiver of something that does not happen. */
  public static final Rule UNUSED_WAIVER =
      new Rule(
          "unused-waiver",
          WARNING,
          "Each waiver waives something",
          "A waiver that has outlived its reason would hide the next finding.",
          "Remove the waiver.",
          "");

  /** All of them. */
  public static final List<Rule> ALL =
      List.of(
          UNREADABLE,
          NOT_YAML,
          NOT_UTF_8,
          TOO_LONG,
          STRANGE_CHARACTER,
          FOREIGN_FILE,
          WRONG_SHAPE,
          MISREAD,
          MERGE_KEY,
          YAML_TAG,
          DUPLICATE_KEY,
          UNKNOWN_KEY,
          MISSING_KEY,
          MISPLACED_KEY,
          EMPTY_KEY,
          INVALID_VALUE,
          INVALID_IDENTIFIER,
          UNKNOWN_LANGUAGE,
          MISSING_TRANSLATION,
          UNKNOWN_SERVICE,
          NEVER_MATCHES,
          INVALID_WAIVER,
          UNUSED_WAIVER);

  private FileRules() {}

  private static Rule error(String id, String title, String why, String action) {
    return error(id, title, why, action, "");
  }

  private static Rule error(String id, String title, String why, String action, String source) {
    return new Rule(id, ERROR, title, why, action, source);
  }
}
