package io.github.consent4j.compatibility;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with the starter and a policy, and no other configuration of the library. */
@SpringBootApplication
class Site {}
