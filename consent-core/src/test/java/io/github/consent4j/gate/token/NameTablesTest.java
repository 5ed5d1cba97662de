package io.github.consent4j.gate.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.bytes.Scan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NameTablesTest {

  @ParameterizedTest
  @EnumSource(value = Element.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
  void finds_every_element_by_its_name(Element element) {
    byte[] name = Scan.ascii(element.lowerName);
    assertThat(Element.of(NameHash.of(name, 0, name.length), name, 0, name.length))
        .isSameAs(element);
  }

  @ParameterizedTest
  @EnumSource(value = AttributeName.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
  void finds_every_attribute_by_its_name(AttributeName attribute) {
    byte[] name = Scan.ascii(attribute.lowerName());
    assertThat(AttributeName.of(name, 0, name.length)).isSameAs(attribute);
  }
}
