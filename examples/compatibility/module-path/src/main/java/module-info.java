/** A program that lists what a site declares. */
module io.github.consent4j.compatibility.modules {
  requires io.github.consent4j.core;
}
