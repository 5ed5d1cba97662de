package io.github.consent4j.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The site and its owner. Immutable and thread-safe. */
public final class Site extends Value {

  private final LocalizedText name;
  private final Optional<String> address;
  private final Optional<LocalizedText> privacyPolicy;
  private final Optional<LocalizedText> imprint;
  private final Optional<Controller> controller;
  private final List<String> lazyAttributes;

  private Site(Builder from) {
    name = from.name;
    address = from.address.optional();
    privacyPolicy = from.privacyPolicy.optional();
    imprint = from.imprint.optional();
    controller = from.controller.optional();
    lazyAttributes = from.lazyAttributes.orElse(List.of());
  }

  /**
   * Begins a site.
   *
   * @param name who asks for consent
   */
  public static Builder builder(LocalizedText name) {
    return new Builder(name);
  }

  /** Begins a site with the properties of this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    address.ifPresent(builder.address::start);
    privacyPolicy.ifPresent(builder.privacyPolicy::start);
    imprint.ifPresent(builder.imprint::start);
    controller.ifPresent(builder.controller::start);
    builder.lazyAttributes.start(lazyAttributes);
    return builder;
  }

  /** Who asks for consent. */
  public LocalizedText name() {
    return name;
  }

  /**
   * The address of its home page, an {@code https:} or {@code http:} URL; empty if not declared.
   */
  public Optional<String> address() {
    return address;
  }

  /** The path on this site, or {@code https:} URL, of the privacy policy; empty if not declared. */
  public Optional<LocalizedText> privacyPolicy() {
    return privacyPolicy;
  }

  /** The path or URL of the imprint; empty if not declared. */
  public Optional<LocalizedText> imprint() {
    return imprint;
  }

  /** Who is responsible for the processing of data (GDPR Art. 4(7)); empty if not declared. */
  public Optional<Controller> controller() {
    return controller;
  }

  /**
   * Attributes, in lower case, from which a script of the site loads content later, in addition to
   * the known ones; none by default.
   */
  public List<String> lazyAttributes() {
    return lazyAttributes;
  }

  @Override
  List<Object> values() {
    return List.of(name, address, privacyPolicy, imprint, controller, lazyAttributes);
  }

  /**
   * Who is responsible for the processing of data on a site (GDPR Art. 13(1)(a) and (b)). Immutable
   * and thread-safe.
   */
  public static final class Controller extends Value {

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

  /**
   * Builds a site. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final LocalizedText name;
    private final Once<String> address = new Once<>("address");
    private final Once<LocalizedText> privacyPolicy = new Once<>("privacyPolicy");
    private final Once<LocalizedText> imprint = new Once<>("imprint");
    private final Once<Controller> controller = new Once<>("controller");
    private final Once<List<String>> lazyAttributes = new Once<>("lazyAttributes");

    private Builder(LocalizedText name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the address of its home page, an {@code https:} or {@code http:} URL. */
    public Builder address(String address) {
      this.address.set(address);
      return this;
    }

    /** Sets the path on this site, or {@code https:} URL, of the privacy policy. */
    public Builder privacyPolicy(LocalizedText privacyPolicy) {
      this.privacyPolicy.set(privacyPolicy);
      return this;
    }

    /** Sets the path or URL of the imprint. */
    public Builder imprint(LocalizedText imprint) {
      this.imprint.set(imprint);
      return this;
    }

    /** Sets who is responsible for the processing of data (GDPR Art. 4(7)). */
    public Builder controller(Controller controller) {
      this.controller.set(controller);
      return this;
    }

    /**
     * Sets attributes, in lower case, from which a script of the site loads content later, in
     * addition to the known ones.
     */
    public Builder lazyAttributes(List<String> lazyAttributes) {
      this.lazyAttributes.set(List.copyOf(lazyAttributes));
      return this;
    }

    /** Returns the finished site. */
    public Site build() {
      return new Site(this);
    }
  }
}
