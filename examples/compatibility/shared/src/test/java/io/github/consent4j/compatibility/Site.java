package io.github.consent4j.compatibility;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that has the starter, a policy and nothing else of ours. */
@SpringBootApplication
class Site {}
