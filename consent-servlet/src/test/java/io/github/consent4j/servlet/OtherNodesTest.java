package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.Notice;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While a new policy is deployed, a page of one node is answered at another one. */
class OtherNodesTest {

  private static final Pattern FIELD = Pattern.compile("name=\"notice\" value=\"([\\w-]{8})\"");

  private final KeptRecords records = new KeptRecords();
  private TestSite old;
  private TestSite changed;

  private TestSite start(String policy) throws Exception {
    return new TestSite()
        .filter(ConsentFilter.builder().policy(TestSite.policy(policy)).records(records).build())
        .page("/page", (request, response) -> html(response, "<!doctype html><head></head>x"))
        .start(Containers.TOMCAT);
  }

  private void startBoth() throws Exception {
    old = start(TestSite.REFERENCE);
    changed = start(TestSite.REFERENCE.replace("German Cancer", "Polar"));
  }

  @AfterEach
  void stop() throws Exception {
    old.close();
    changed.close();
  }

  private static String notice(TestSite site, String language) throws Exception {
    Matcher field = FIELD.matcher(site.get("/page", "Accept-Language", language).body());
    assertThat(field.find()).isTrue();
    return field.group(1);
  }

  /** Notices are kept in the background. */
  private void awaitNotice(String shortId) throws Exception {
    while (records.notice(shortId).isEmpty()) {
      Thread.sleep(5);
    }
  }

  @Test
  @Timeout(60)
  void the_record_names_the_words_that_the_other_node_has_shown() throws Exception {
    startBoth();
    String german = notice(old, "de");
    // Somebody else decides there, in another language.
    old.consent("choice=reject-all&notice=" + notice(old, "en"));
    awaitNotice(german);

    String cookie = changed.consent("choice=accept-all&notice=" + german);

    ConsentRecord record = records.last();
    assertThat(record.way()).isEqualTo(Way.FORM);
    assertThat(record.layer()).isEqualTo(Layer.BANNER);
    assertThat(record.language()).isEqualTo("de");
    assertThat(record.notice().flatMap(records::notice).map(Notice::shortId)).hasValue(german);
    assertThat(records.notice(german).orElseThrow().policy()).isNotEqualTo(record.policy());
    assertThat(cookie).endsWith("." + german);
  }

  @Test
  @Timeout(60)
  void the_inventory_of_the_other_policy_is_left_as_it_is() throws Exception {
    startBoth();
    String shown = notice(old, "en");
    old.consent("choice=reject-all&notice=" + shown);
    awaitNotice(shown);
    String policy = records.last().policy();
    byte[] inventory = records.inventories.get(policy);

    changed.consent("choice=accept-all&notice=" + shown);
    awaitNotice(notice(changed, "en"));

    assertThat(records.inventories.get(policy)).isSameAs(inventory);
  }

  @Test
  void words_that_nobody_has_shown_are_not_named() throws Exception {
    startBoth();
    changed.consent("choice=accept-all&notice=AAAAAAAA");

    assertThat(records.last().layer()).isEqualTo(Layer.NONE);
    assertThat(records.last().notice()).isEqualTo(Optional.empty());
  }
}
