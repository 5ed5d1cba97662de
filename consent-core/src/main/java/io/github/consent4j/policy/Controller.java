package io.github.consent4j.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who is responsible for the processing of data on a site (GDPR Art. 13(1)(a) and (b)). Immutable
 * and thread-safe.
 */
public final class Controller extends Value {

  private final String name;
  private final Optional<String> address;
  private final Optional<String> contact;
  private final Optional<String> dataProtectionOfficer;

  private Controller(Builder from) {
    name = from.name;
    address = from.address.optional();
    contact = from.contact.optional();
    dataProtectionOfficer = from.dataProtectionOfficer.optional();
  }

  /**
   * Begins a controller.
   *
   * @param name the legal name
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Begins a controller with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    address.ifPresent(builder.address::start);
    contact.ifPresent(builder.contact::start);
    dataProtectionOfficer.ifPresent(builder.dataProtectionOfficer::start);
    return builder;
  }

  /** The legal name. */
  public String name() {
    return name;
  }

  /** The postal address on one line; empty if not declared. */
  public Optional<String> address() {
    return address;
  }

  /**
   * How to reach it: an e-mail address, a telephone number or an address on the web; empty if not
   * declared.
   */
  public Optional<String> contact() {
    return contact;
  }

  /** How to reach the data protection officer; empty if not declared. */
  public Optional<String> dataProtectionOfficer() {
    return dataProtectionOfficer;
  }

  @Override
  List<Object> values() {
    return List.of(name, address, contact, dataProtectionOfficer);
  }

  /**
   * Builds a controller. A property that is set twice is an error that quotes the earlier value.
   * Not thread-safe.
   */
  public static final class Builder {

    private final String name;
    private final Once<String> address = new Once<>("address");
    private final Once<String> contact = new Once<>("contact");
    private final Once<String> dataProtectionOfficer = new Once<>("dataProtectionOfficer");

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the postal address on one line. */
    public Builder address(String address) {
      this.address.set(address);
      return this;
    }

    /** Sets how to reach it: an e-mail address, a telephone number or an address on the web. */
    public Builder contact(String contact) {
      this.contact.set(contact);
      return this;
    }

    /** Sets how to reach the data protection officer. */
    public Builder dataProtectionOfficer(String dataProtectionOfficer) {
      this.dataProtectionOfficer.set(dataProtectionOfficer);
      return this;
    }

    /** Returns the finished controller. */
    public Controller build() {
      return new Controller(this);
    }
  }
}
