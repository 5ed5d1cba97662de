package io.github.consent4j.cli;

import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings over the services that a page gives to tarteaucitron. It says nothing else of them. */
record TarteaucitronImport(List<String> jobs, String privacyUrl) implements ToolImport {

  @Override
  public List<String> into(PolicyDraft draft, KnownServices known) {
    List<String> left = new ArrayList<>();
    draft.setPrivacyPolicy(privacyUrl);
    for (String job : jobs) {
      Optional<Service> service =
          TarteaucitronNames.service(job).flatMap(known::service).or(() -> known.named(job));
      if (service.isPresent()) {
        draft.add(known.category(service.get()), service.get().id());
      } else {
        left.add(
            "service '" + job + "': the catalogue does not know it; declare it under 'services'");
      }
    }
    return left;
  }
}
