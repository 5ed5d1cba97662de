package io.github.consent4j.policy;

import io.github.consent4j.text.DomainName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The company or body behind a service. Immutable and thread-safe. */
public final class Provider extends Value {

  private final String name;
  private final Optional<String> address;
  private final Optional<String> country;
  private final Optional<String> privacyPolicy;
  private final Optional<String> contact;
  private final Optional<String> optOut;
  private final List<String> transfersTo;
  private final List<String> domains;
  private final boolean unconfirmed;

  private Provider(Builder from) {
    name = from.name;
    address = from.address.optional();
    country = from.country.optional();
    privacyPolicy = from.privacyPolicy.optional();
    contact = from.contact.optional();
    optOut = from.optOut.optional();
    transfersTo = from.transfersTo.orElse(List.of());
    domains = from.domains.orElse(List.of());
    unconfirmed = from.unconfirmed.orElse(false);
  }

  /**
   * Begins a provider.
   *
   * @param name the legal name
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Begins a provider with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    address.ifPresent(builder.address::start);
    country.ifPresent(builder.country::start);
    privacyPolicy.ifPresent(builder.privacyPolicy::start);
    contact.ifPresent(builder.contact::start);
    optOut.ifPresent(builder.optOut::start);
    builder.transfersTo.start(transfersTo);
    builder.domains.start(domains);
    builder.unconfirmed.start(unconfirmed);
    return builder;
  }

  /** The legal name. */
  public String name() {
    return name;
  }

  /** The postal address on one line; empty if unknown. */
  public Optional<String> address() {
    return address;
  }

  /** The ISO 3166-1 alpha-2 code of its country; empty if unknown. */
  public Optional<String> country() {
    return country;
  }

  /**
   * The address of its privacy policy, an {@code https:} URL or a path on this site; empty if
   * unknown.
   */
  public Optional<String> privacyPolicy() {
    return privacyPolicy;
  }

  /**
   * How to reach it: an e-mail address, a telephone number or an address on the web; empty if
   * unknown.
   */
  public Optional<String> contact() {
    return contact;
  }

  /**
   * The address of a page on which visitors object to its processing, an {@code https:} URL or a
   * path on this site; empty if unknown.
   */
  public Optional<String> optOut() {
    return optOut;
  }

  /** The ISO 3166-1 alpha-2 codes of other countries that receive data; empty by default. */
  public List<String> transfersTo() {
    return transfersTo;
  }

  /**
   * Returns the countries outside the European Economic Area that receive data, as ISO 3166-1
   * alpha-2 codes: the provider's own and those of {@link #transfersTo()}. Empty if there are none.
   */
  public List<String> countriesOutsideEea() {
    return Stream.concat(country.stream(), transfersTo.stream())
        .filter(each -> !EconomicArea.COUNTRIES.contains(each))
        .toList();
  }

  /** The European Economic Area. */
  private static final class EconomicArea {
    static final Set<String> COUNTRIES =
        Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE",
            "SI", "SK");
  }

  /**
   * The provider's own domains, in ASCII and lower case. Other sites cannot set, read or delete
   * what the provider stores on them or on their subdomains. Empty by default.
   */
  public List<String> domains() {
    return domains;
  }

  /**
   * Returns whether these facts come from general knowledge alone, so that the operator of the site
   * has to confirm them; false by default.
   */
  public boolean isUnconfirmed() {
    return unconfirmed;
  }

  /**
   * Returns whether a host or cookie domain is one of the provider's own domains, or below one.
   *
   * @param domain in lower case, with or without a leading dot
   */
  public boolean owns(String domain) {
    for (String own : domains) {
      if (DomainName.isWithin(domain, own)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns this provider for a site that is served at a host, which may belong to the provider.
   */
  Provider servedAt(String host) {
    return toBuilder()
        .domains(domains.stream().filter(own -> !DomainName.isWithin(host, own)).toList())
        .build();
  }

  @Override
  List<Object> values() {
    return List.of(
        name, address, country, privacyPolicy, contact, optOut, transfersTo, domains, unconfirmed);
  }

  /**
   * Builds a provider. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final String name;
    private final Once<String> address = new Once<>("address");
    private final Once<String> country = new Once<>("country");
    private final Once<String> privacyPolicy = new Once<>("privacyPolicy");
    private final Once<String> contact = new Once<>("contact");
    private final Once<String> optOut = new Once<>("optOut");
    private final Once<List<String>> transfersTo = new Once<>("transfersTo");
    private final Once<List<String>> domains = new Once<>("domains");
    private final Once<Boolean> unconfirmed = new Once<>("unconfirmed");

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the postal address, on one line. */
    public Builder address(String address) {
      this.address.set(address);
      return this;
    }

    /** Sets the ISO 3166-1 alpha-2 code of its country. */
    public Builder country(String country) {
      this.country.set(country);
      return this;
    }

    /** Sets the address of its privacy policy, an {@code https:} URL or a path on this site. */
    public Builder privacyPolicy(String privacyPolicy) {
      this.privacyPolicy.set(privacyPolicy);
      return this;
    }

    /** Sets how to reach it: an e-mail address, a telephone number or an address on the web. */
    public Builder contact(String contact) {
      this.contact.set(contact);
      return this;
    }

    /**
     * Sets the address of a page on which visitors object to its processing, an {@code https:} URL
     * or a path on this site.
     */
    public Builder optOut(String optOut) {
      this.optOut.set(optOut);
      return this;
    }

    /** Sets the ISO 3166-1 alpha-2 codes of other countries that receive data. */
    public Builder transfersTo(List<String> transfersTo) {
      this.transfersTo.set(List.copyOf(transfersTo));
      return this;
    }

    /** Sets the provider's own domains, in ASCII and lower case. */
    public Builder domains(List<String> domains) {
      this.domains.set(List.copyOf(domains));
      return this;
    }

    /** Sets whether these facts come from general knowledge alone. */
    public Builder unconfirmed(boolean unconfirmed) {
      this.unconfirmed.set(unconfirmed);
      return this;
    }

    /** Returns the finished provider. */
    public Provider build() {
      return new Provider(this);
    }
  }
}
