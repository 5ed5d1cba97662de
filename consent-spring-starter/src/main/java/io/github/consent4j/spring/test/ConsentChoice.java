package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A visitor who has decided, for one request of a test or for all of a client. Without further
 * calls the visitor has accepted everything. Immutable: every method returns another visitor. The
 * decision is one about the policy that is in force at the page of the request, so that no question
 * is open.
 *
 * @param <S> what the test gives to its client
 */
public abstract class ConsentChoice<S extends ConsentChoice<S>> {

  final Choice choice;

  /** Returns the policy that the test names; null if it names none. */
  final @Nullable Supplier<Policy> named;

  ConsentChoice(Choice choice, @Nullable Supplier<Policy> named) {
    this.choice = choice;
    this.named = named;
  }

  abstract S with(Choice changed, @Nullable Supplier<Policy> policy);

  private S with(Choice changed) {
    return with(changed, named);
  }

  /**
   * The visitor has granted these. Everything that is not named is refused, unless {@link #others}
   * says otherwise.
   *
   * @param ids identifiers of categories and services
   */
  public final S granted(String... ids) {
    return with(choice.granted(ids));
  }

  /**
   * The visitor has refused these. If nothing is granted by name, everything else is granted,
   * unless {@link #others} says otherwise.
   *
   * @param ids identifiers of categories and services, also services of a granted category
   */
  public final S refused(String... ids) {
    return with(choice.refused(ids));
  }

  /** Sets what the visitor answers about what is not named. */
  public final S others(Others answer) {
    return with(choice.others(answer));
  }

  /** The visitor has accepted everything. */
  public final S grantedAll() {
    return with(choice.all(Others.GRANTED));
  }

  /** The visitor has refused everything that can be refused. */
  public final S refusedAll() {
    return with(choice.all(Others.REFUSED));
  }

  /** The visitor has not decided, even if {@link WithConsent} says otherwise for the test. */
  public final S undecided() {
    return with(choice.all(Others.UNDECIDED));
  }

  /**
   * Sets the identifier of the decision, by which its records are found; random by default.
   *
   * @throws IllegalArgumentException if the consent cookie cannot hold it
   */
  public final S id(String id) {
    return with(choice.id(id));
  }

  /**
   * Sets when the visitor decided; now by default. A decision older than {@code renew-after} counts
   * no longer.
   */
  public final S at(Instant time) {
    return with(choice.at(time));
  }

  /** Names the filter whose policy is in force, where it cannot be found. */
  public final S under(ConsentFilter filter) {
    return with(choice, filter::policy);
  }

  /** Names the policy in force, where it cannot be found. */
  public final S under(Policy policy) {
    return with(choice, () -> policy);
  }
}
