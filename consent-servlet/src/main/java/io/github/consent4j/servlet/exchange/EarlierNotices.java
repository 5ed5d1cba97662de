package io.github.consent4j.servlet.exchange;

import io.github.consent4j.page.Notices;
import io.github.consent4j.record.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What visitors were shown under earlier policies of a filter, as far as it is not too long ago: a
 * visitor may answer a page after its policy was replaced. It refers to none of these policies.
 * Immutable and thread-safe.
 */
record EarlierNotices(List<Notice> notices, Map<String, byte[]> inventories) {

  static final EarlierNotices NONE = new EarlierNotices(List.of(), Map.of());

  /** The number of notices that are kept. */
  private static final int MOST = 100;

  /** Returns these notices behind those that were shown under a policy that is replaced now. */
  EarlierNotices behind(Stream<Notices> replaced) {
    List<Notice> shown = new ArrayList<>();
    Map<String, byte[]> known = new HashMap<>(inventories);
    replaced.forEach(
        policy -> {
          shown.addAll(policy.shown());
          known.computeIfAbsent(policy.policyFingerprint(), fingerprint -> policy.inventory());
        });
    List<Notice> kept =
        Stream.concat(shown.stream(), notices.stream()).distinct().limit(MOST).toList();
    known.keySet().retainAll(kept.stream().map(Notice::policy).toList());
    return new EarlierNotices(kept, Map.copyOf(known));
  }

  /** Finds a notice by the beginning of its identifier. */
  Optional<Notice> byShortId(String shortId) {
    return notices.stream().filter(notice -> notice.shortId().equals(shortId)).findFirst();
  }
}
