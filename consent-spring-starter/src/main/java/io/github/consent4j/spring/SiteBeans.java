package io.github.consent4j.spring;

import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.servlet.PageListener;
import io.github.consent4j.servlet.PolicyListener;
import java.security.KeyPair;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The beans of an application that become parts of its site, whatever kind of server it has. */
record SiteBeans(
    ObjectProvider<PolicySource> sources,
    ObjectProvider<Policy> policies,
    ObjectProvider<ConsentListener> listeners,
    ObjectProvider<PolicyListener> policyListeners,
    ObjectProvider<PageListener> pageListeners,
    ObjectProvider<ConsentRecords> records,
    ListableBeanFactory beans) {

  /** The name of the bean with the key that signs checkpoints of records. */
  private static final String RECORD_KEY = "consentRecordKey";

  /** Returns where the policy stands; empty if the application has a {@link Policy} of its own. */
  Optional<PolicySource> source() {
    return Optional.ofNullable(sources.getIfAvailable());
  }

  /** Returns the policy of the start. */
  Policy policy() {
    return source().map(PolicySource::latest).orElseGet(policies::getObject);
  }

  /** Passes on all listeners, each kind in its order. */
  void listen(
      Consumer<ConsentListener> ofDecisions,
      Consumer<PolicyListener> ofPolicies,
      Consumer<PageListener> ofPages) {
    listeners.orderedStream().forEach(ofDecisions);
    policyListeners.orderedStream().forEach(ofPolicies);
    pageListeners.orderedStream().forEach(ofPages);
  }

  /** Passes on where records are kept, the store or else the database, and the key that signs. */
  void keepRecords(
      Consumer<ConsentRecords> inStore,
      Consumer<DataSource> inDatabase,
      Consumer<KeyPair> signedWith) {
    ConsentRecords store = records.getIfAvailable();
    if (store != null) {
      inStore.accept(store);
    } else {
      RecordDatabase.of(policy().settings().records(), beans).ifPresent(inDatabase);
    }
    if (beans.containsBean(RECORD_KEY)) {
      signedWith.accept(beans.getBean(RECORD_KEY, KeyPair.class));
    }
  }
}
