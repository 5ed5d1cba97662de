package io.github.consent4j.record.chain;

import io.github.consent4j.format.Sha256;

/**
 * The place of one entry in the chain of a store and node. Its link covers the content's digest and
 * the link before, so that nothing can be changed or left out without all later links changing. The
 * content can be erased: the digest stays. Immutable.
 *
 * @param node name of the node that appended the entry
 * @param number position in the chain of the node, from 1
 * @param previous link of the entry before; {@link #START} for the first one
 * @param kind what the content is
 * @param digest SHA-256 of the content, in URL-safe Base64 without padding
 */
public record ChainEntry(String node, long number, String previous, Kind kind, String digest) {

  /** What stands before the first entry. */
  public static final String START = "";

  /** What the content of an entry is. */
  public enum Kind {
    /** A record of a decision. */
    RECORD,
    /** The erasure of earlier records: the numbers of their entries. */
    ERASURE
  }

  /** Returns the digest of a content. */
  public static String digest(String content) {
    return Sha256.base64(content);
  }

  /** Returns the digest of a content in UTF-8. */
  public static String digest(byte[] content) {
    return Sha256.base64(content);
  }

  /** Returns the link of this entry, which the next entry names as its previous one. */
  public String link() {
    return digest(String.join("\n", previous, node, Long.toString(number), kind.name(), digest));
  }
}
