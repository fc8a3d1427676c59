package dev.factstream.actor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
                "actor.gather.ms", "4",
                "actor.version.patience.ms", "5"));

        assertThat(settings)
                .isEqualTo(new ActorSettings(
                        "left", Path.of("elsewhere"), "other", 3, Duration.ofMillis(4), Duration.ofMillis(5)));
    }

    @Test
    void senselessValuesAreRefusedByTheNameOfTheirKey() {
        assertThatThrownBy(() -> from(Map.of("actor.batch.size", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.batch.size");
        assertThatThrownBy(() -> from(Map.of("actor.gather.ms", "-1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.gather.ms");
    }

    private static ActorSettings from(Map<String, String> values) {
        return ActorSettings.from(Settings.of(ActorSettings.KEYS, values));
    }
}
