package io.github.consent4j.spring;

import io.github.consent4j.servlet.RunningSite;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Prepares the site for requests when the application has started, and not before. */
final class ReadyPreparation implements ApplicationListener<ApplicationReadyEvent> {

  private final ObjectProvider<RunningSite> sites;

  ReadyPreparation(ObjectProvider<RunningSite> sites) {
    this.sites = sites;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    for (RunningSite site : sites) {
      site.prepare();
    }
  }
}
