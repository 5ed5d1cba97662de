package io.github.consent4j.spring.test;

import io.github.consent4j.consent.Consent;

/**
 * Consents for unit tests of code that asks for one. They are under the policy of the test's
 * application context or {@link ConsentExtension}, or else under {@code consent.yaml} on the class
 * path: an identifier that the policy does not have is an error, as on the site. {@link
 * TestVisitor} makes all others. Thread-safe.
 *
 * <pre>{@code
 * assertThat(new Home().view(Consents.granting("statistics"))).isEqualTo("home-measured");
 * }</pre>
 */
public final class Consents {

  private Consents() {}

  /**
   * Returns the consent of a visitor who has granted these and refused everything else.
   *
   * @param ids identifiers of categories and services
   * @throws io.github.consent4j.consent.UnknownIdException if the policy does not have one of them
   */
  public static Consent granting(String... ids) {
    return TestVisitor.consent().others(Others.REFUSED).granted(ids).toConsent();
  }

  /**
   * Returns the consent of a visitor who has refused these and granted everything else.
   *
   * @param ids identifiers of categories and services
   * @throws io.github.consent4j.consent.UnknownIdException if the policy does not have one of them
   */
  public static Consent refusing(String... ids) {
    return TestVisitor.consent().others(Others.GRANTED).refused(ids).toConsent();
  }

  /** Returns the consent of a visitor who has granted everything. */
  public static Consent grantingAll() {
    return TestVisitor.consent().grantedAll().toConsent();
  }

  /** Returns the consent of a visitor who has refused everything that can be refused. */
  public static Consent refusingAll() {
    return TestVisitor.consent().refusedAll().toConsent();
  }

  /** Returns the consent of a visitor who has not decided. */
  public static Consent undecided() {
    return TestVisitor.consent().undecided().toConsent();
  }
}
