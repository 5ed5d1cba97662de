package io.github.consent4j.servlet;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A policy that can be read again when its files change. {@link ConsentFilter.Builder#policy(
 * PolicyFiles)} takes one. A filter calls the methods of an instance in one thread at a time.
 */
public interface PolicyFiles {

  /** Returns the name of the place in messages, such as {@code classpath:consent.yaml}. */
  String location();

  /**
   * Reads the policy as it is now.
   *
   * @throws IOException if a file cannot be read
   * @throws PolicyException if the policy cannot be used
   */
  Policy read() throws IOException;

  /**
   * Returns the files that the latest call of {@link #read()} has read, and those that it has
   * looked for. The filter reads the policy again when one of them changes. The list is empty if
   * the policy does not stand in files. Before the first call, it names at least the first file.
   */
  List<Path> files();
}
