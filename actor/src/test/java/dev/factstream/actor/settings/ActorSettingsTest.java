package dev.factstream.actor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActorSettingsTest {

    @Test
    void anActorWithoutANameIsCalledAfterItsHostAndProcess() {
        assertThat(from(Map.of()).id()).endsWith("-" + ProcessHandle.current().pid());
    }

    @Test
    void everyKeyIsRead() {
        ActorSettings settings = from(Map.of(
                "actor.id", "left",
                "actor.model", "elsewhere",
                "actor.policy.id", "other",
                "actor.batch.size", "3",
                "actor.lanes", "2",
                "actor.cache.mib", "4",
                "actor.prefill.tokens", "6",
                "actor.picture.cache.mib", "7",
                "actor.swap.cache", "keep",
                "actor.version.patience.ms", "5"));
        assertThat(settings.simulatedTime()).isEmpty();
        assertThat(from(Map.of("actor.simulated.generation.ms", "8")).simulatedTime())
                .contains(Duration.ofMillis(8));

        assertThat(settings)
                .isEqualTo(new ActorSettings(
                        "left",
                        Path.of("elsewhere"),
                        "other",
                        3,
                        2,
                        4 << 20,
                        6,
                        7 << 20,
                        SwapCacheMode.KEEP,
                        Optional.empty(),
                        Duration.ofMillis(5)));
    }

    @Test
    void slotsAreDividedAmongTheLanes() {
        assertThat(from(Map.of()).slotsPerLane()).containsExactly(16, 16, 16, 16);
        assertThat(from(Map.of("actor.batch.size", "7", "actor.lanes", "3")).slotsPerLane())
                .containsExactly(3, 2, 2);
        assertThat(from(Map.of("actor.batch.size", "2", "actor.lanes", "8")).slotsPerLane())
                .containsExactly(1, 1);
    }

    @Test
    void invalidValuesAreRejectedWithTheirKey() {
        assertThatThrownBy(() -> from(Map.of("actor.batch.size", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.batch.size");
        assertThatThrownBy(() -> from(Map.of("actor.lanes", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.lanes");
    }

    private static ActorSettings from(Map<String, String> values) {
        return ActorSettings.from(Settings.of(ActorSettings.KEYS, values));
    }
}
