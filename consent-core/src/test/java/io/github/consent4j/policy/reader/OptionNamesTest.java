package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.LegalBasis;
import io.github.consent4j.policy.OnBlock;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.policy.PageRendering;
import io.github.consent4j.policy.PrivacySignal;
import io.github.consent4j.policy.SameSite;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.policy.look.ColorScheme;
import io.github.consent4j.policy.look.Position;
import io.github.consent4j.policy.look.Theme;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of a file for options, which are read by the names of the constants. */
class OptionNamesTest {

  static Stream<Class<? extends Enum<?>>> options() {
    return Stream.of(
        BeforeDecision.class,
        ColorScheme.class,
        CspMode.class,
        Enforcement.class,
        Leftovers.class,
        LegalBasis.class,
        OnBlock.class,
        OnError.class,
        PageRendering.class,
        Position.class,
        PrivacySignal.class,
        SameSite.class,
        Service.Kind.class,
        StorageKind.class,
        Theme.class,
        UndeclaredHandling.class);
  }

  @ParameterizedTest
  @MethodSource("options")
  void an_option_is_written_as_its_constant_is_called(Class<? extends Enum<?>> type)
      throws Exception {
    for (Enum<?> constant : type.getEnumConstants()) {
      assertThat(type.getMethod("id").invoke(constant)).isEqualTo(EnumName.of(constant));
    }
  }
}
