package io.github.consent4j.gate;

/** The lines that an operator can paste into the policy to declare a cookie. */
public final class ServiceExample {

  private static final String SERVICE =
      """
      services:
        my-service:            # and add my-service to a category
          name: ...
          purpose: ...
      """;

  private static final String COOKIE =
      """
          stores:
            - name: "%s"
              lifetime: session
              purpose: ...\
      """;

  private ServiceExample() {}

  public static String withCookie(String name) {
    return SERVICE + COOKIE.formatted(name);
  }
}
