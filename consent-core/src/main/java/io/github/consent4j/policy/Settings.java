package io.github.consent4j.policy;

import io.github.consent4j.policy.look.Look;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** The behaviour of the library on a site. Immutable and thread-safe. */
public final class Settings extends Value {

  /** The defaults. */
  public static final Settings DEFAULTS = builder().build();

  private final String basePath;
  private final Period renewAfter;
  private final UndeclaredHandling undeclaredCookies;
  private final UndeclaredHandling undeclaredHosts;
  private final OnError onError;
  private final boolean clearSiteData;
  private final boolean publishNotes;
  private final Delivery delivery;
  private final Presence presence;
  private final Look look;
  private final DecisionCookie cookie;
  private final Leftovers leftovers;
  private final boolean consentByRequest;
  private final Optional<String> seenFile;
  private final boolean seenStorage;
  private final boolean seenInDatabase;
  private final RecordKeeping records;

  private Settings(Builder from) {
    basePath = from.basePath.orElse("/consent");
    renewAfter = from.renewAfter.orElse(Period.ofMonths(6));
    undeclaredCookies = from.undeclaredCookies.orElse(UndeclaredHandling.KNOWN);
    undeclaredHosts = from.undeclaredHosts.orElse(UndeclaredHandling.KNOWN);
    onError = from.onError.orElse(OnError.BLOCK);
    clearSiteData = from.clearSiteData.orElse(false);
    publishNotes = from.publishNotes.orElse(false);
    delivery = from.delivery.orElse(Delivery.DEFAULTS);
    presence = from.presence.orElse(Presence.DEFAULTS);
    look = from.look.orElse(Look.DEFAULTS);
    cookie = from.cookie.orElse(DecisionCookie.DEFAULT);
    leftovers = from.leftovers.orElse(Leftovers.EXPIRE);
    consentByRequest = from.consentByRequest.orElse(false);
    seenFile = from.seenFile.optional();
    seenStorage = from.seenStorage.orElse(false);
    seenInDatabase = from.seenInDatabase.orElse(false);
    records = from.records.orElse(RecordKeeping.NONE);
  }

  /** Begins settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins settings with the properties of these. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.basePath.start(basePath);
    builder.renewAfter.start(renewAfter);
    builder.undeclaredCookies.start(undeclaredCookies);
    builder.undeclaredHosts.start(undeclaredHosts);
    builder.onError.start(onError);
    builder.clearSiteData.start(clearSiteData);
    builder.publishNotes.start(publishNotes);
    builder.delivery.start(delivery);
    builder.presence.start(presence);
    builder.look.start(look);
    builder.cookie.start(cookie);
    builder.leftovers.start(leftovers);
    builder.consentByRequest.start(consentByRequest);
    seenFile.ifPresent(builder.seenFile::start);
    builder.seenStorage.start(seenStorage);
    builder.seenInDatabase.start(seenInDatabase);
    builder.records.start(records);
    return builder;
  }

  /**
   * The path below which the library's own pages are served, within the context path; {@code
   * /consent} by default.
   */
  public String basePath() {
    return basePath;
  }

  /**
   * The time after which visitors are asked again, whatever they decided; six months by default.
   */
  public Period renewAfter() {
    return renewAfter;
  }

  /**
   * What happens to cookies that no service declares. By default those that the catalogue knows to
   * need consent are blocked.
   */
  public UndeclaredHandling undeclaredCookies() {
    return undeclaredCookies;
  }

  /**
   * What happens to third-party hosts that no service declares. By default those that the catalogue
   * knows to need consent are blocked.
   */
  public UndeclaredHandling undeclaredHosts() {
    return undeclaredHosts;
  }

  /** What happens with a page that cannot be read; its rest is withheld by default. */
  public OnError onError() {
    return onError;
  }

  /**
   * Returns whether visitors can delete everything that the browser stores for the site; false by
   * default.
   */
  public boolean clearSiteData() {
    return clearSiteData;
  }

  /**
   * Returns whether the inventory that everybody can read contains owners and notes of services;
   * false by default.
   */
  public boolean publishNotes() {
    return publishNotes;
  }

  /** How pages are sent. */
  public Delivery delivery() {
    return delivery;
  }

  /** The parts of the library that are on every page. */
  public Presence presence() {
    return presence;
  }

  /** The appearance for visitors. */
  public Look look() {
    return look;
  }

  /** The cookie that stores a visitor's decision. */
  public DecisionCookie cookie() {
    return cookie;
  }

  /** What happens to cookies that are sent without consent; they are deleted by default. */
  public Leftovers leftovers() {
    return leftovers;
  }

  /**
   * Returns whether the application says for each request if consent of its visitor is needed;
   * false by default, so that it is always needed.
   */
  public boolean consentByRequest() {
    return consentByRequest;
  }

  /** The file that lists what was seen at the site; none by default. */
  public Optional<String> seenFile() {
    return seenFile;
  }

  /**
   * Returns whether some browsers report the names under which scripts store something; false by
   * default.
   */
  public boolean seenStorage() {
    return seenStorage;
  }

  /**
   * Returns whether what was seen is kept in the database of the records, as one list of all nodes;
   * false by default.
   */
  public boolean seenInDatabase() {
    return seenInDatabase;
  }

  /** Whether and where proof of consent is kept; it is not by default. */
  public RecordKeeping records() {
    return records;
  }

  @Override
  List<Object> values() {
    return List.of(
        basePath,
        renewAfter,
        undeclaredCookies,
        undeclaredHosts,
        onError,
        clearSiteData,
        publishNotes,
        delivery,
        presence,
        look,
        cookie,
        leftovers,
        consentByRequest,
        seenFile,
        seenStorage,
        seenInDatabase,
        records);
  }

  /**
   * Builds settings. A property that is set twice is an error that quotes the earlier value. Not
   * thread-safe.
   */
  public static final class Builder {

    private final Once<String> basePath = new Once<>("basePath");
    private final Once<Period> renewAfter = new Once<>("renewAfter");
    private final Once<UndeclaredHandling> undeclaredCookies = new Once<>("undeclaredCookies");
    private final Once<UndeclaredHandling> undeclaredHosts = new Once<>("undeclaredHosts");
    private final Once<OnError> onError = new Once<>("onError");
    private final Once<Boolean> clearSiteData = new Once<>("clearSiteData");
    private final Once<Boolean> publishNotes = new Once<>("publishNotes");
    private final Once<Delivery> delivery = new Once<>("delivery");
    private final Once<Presence> presence = new Once<>("presence");
    private final Once<Look> look = new Once<>("look");
    private final Once<DecisionCookie> cookie = new Once<>("cookie");
    private final Once<Leftovers> leftovers = new Once<>("leftovers");
    private final Once<Boolean> consentByRequest = new Once<>("consentByRequest");
    private final Once<String> seenFile = new Once<>("seenFile");
    private final Once<Boolean> seenStorage = new Once<>("seenStorage");
    private final Once<Boolean> seenInDatabase = new Once<>("seenInDatabase");
    private final Once<RecordKeeping> records = new Once<>("records");

    private Builder() {}

    /** Sets the path below which the library's own pages are served, within the context path. */
    public Builder basePath(String basePath) {
      this.basePath.set(basePath);
      return this;
    }

    /** Sets the time after which visitors are asked again, whatever they decided. */
    public Builder renewAfter(Period renewAfter) {
      this.renewAfter.set(renewAfter);
      return this;
    }

    /** Sets what happens to cookies that no service declares. */
    public Builder undeclaredCookies(UndeclaredHandling undeclaredCookies) {
      this.undeclaredCookies.set(undeclaredCookies);
      return this;
    }

    /** Sets what happens to third-party hosts that no service declares. */
    public Builder undeclaredHosts(UndeclaredHandling undeclaredHosts) {
      this.undeclaredHosts.set(undeclaredHosts);
      return this;
    }

    /** Sets what happens with a page that cannot be read. */
    public Builder onError(OnError onError) {
      this.onError.set(onError);
      return this;
    }

    /** Sets whether visitors can delete everything that the browser stores for the site. */
    public Builder clearSiteData(boolean clearSiteData) {
      this.clearSiteData.set(clearSiteData);
      return this;
    }

    /** Sets whether the inventory that everybody can read contains owners and notes of services. */
    public Builder publishNotes(boolean publishNotes) {
      this.publishNotes.set(publishNotes);
      return this;
    }

    /** Sets how pages are sent. */
    public Builder delivery(Delivery delivery) {
      this.delivery.set(delivery);
      return this;
    }

    /** Sets the parts of the library that are on every page. */
    public Builder presence(Presence presence) {
      this.presence.set(presence);
      return this;
    }

    /** Sets the appearance for visitors. */
    public Builder look(Look look) {
      this.look.set(look);
      return this;
    }

    /** Sets the cookie that stores a visitor's decision. */
    public Builder cookie(DecisionCookie cookie) {
      this.cookie.set(cookie);
      return this;
    }

    /** Sets what happens to cookies that are sent without consent. */
    public Builder leftovers(Leftovers leftovers) {
      this.leftovers.set(leftovers);
      return this;
    }

    /** Sets whether the application says for each request if consent of its visitor is needed. */
    public Builder consentByRequest(boolean consentByRequest) {
      this.consentByRequest.set(consentByRequest);
      return this;
    }

    /** Sets the file that lists what was seen at the site. */
    public Builder seenFile(String seenFile) {
      this.seenFile.set(seenFile);
      return this;
    }

    /** Sets whether some browsers report the names under which scripts store something. */
    public Builder seenStorage(boolean seenStorage) {
      this.seenStorage.set(seenStorage);
      return this;
    }

    /** Sets whether what was seen is kept in the database of the records. */
    public Builder seenInDatabase(boolean seenInDatabase) {
      this.seenInDatabase.set(seenInDatabase);
      return this;
    }

    /** Sets whether and where proof of consent is kept. */
    public Builder records(RecordKeeping records) {
      this.records.set(records);
      return this;
    }

    /** Returns the finished settings. */
    public Settings build() {
      return new Settings(this);
    }
  }
}
