package io.github.consent4j.policy;

/** What visitors see of a service in a page. The identifier is the word used in YAML and JSON. */
public enum ServiceKind {
  /** Videos and their players. */
  VIDEO("video"),
  /** Music, podcasts and other recordings. */
  AUDIO("audio"),
  /** Maps. */
  MAP("map"),
  /** Posts, comments and buttons of a network. */
  POST("post"),
  /** Pictures. */
  PICTURE("picture"),
  /** Forms, surveys, bookings and checks of forms. */
  FORM("form"),
  /** A window in which visitors write to the site. */
  CHAT("chat"),
  /** Documents, charts, program code and other interactive content. */
  DOCUMENT("document"),
  /** Nothing of its own, as with a measuring tool. */
  NONE("none");

  private final String id;

  ServiceKind(String id) {
    this.id = id;
  }

  /** Returns the word for it in YAML and JSON, in lower case. */
  public String id() {
    return id;
  }
}
