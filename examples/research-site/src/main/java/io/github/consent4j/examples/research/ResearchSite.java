package io.github.consent4j.examples.research;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The site of a research institute that embeds YouTube, Twitter and econda. */
@SpringBootApplication
public class ResearchSite {

  public static void main(String[] args) {
    SpringApplication.run(ResearchSite.class, args);
  }
}
