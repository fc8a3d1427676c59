package dev.factstream.actor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.model.network.Precision;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
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
        ActorSettings settings = from(Map.ofEntries(
                Map.entry("actor.id", "left"),
                Map.entry("actor.model", "elsewhere"),
                Map.entry("model.dtype", "bf16"),
                Map.entry("actor.policy.id", "other"),
                Map.entry("actor.batch.size", "3"),
                Map.entry("actor.lanes", "2"),
                Map.entry("actor.cache.mib", "4"),
                Map.entry("actor.prefill.tokens", "6"),
                Map.entry("actor.weights.mib", "14"),
                Map.entry("actor.picture.cache.mib", "7"),
                Map.entry("actor.swap.cache", "keep"),
                Map.entry("actor.simulated.generation.ms", "8"),
                Map.entry("actor.version.patience.ms", "5"),
                Map.entry("actor.http.port", "80"),
                Map.entry("actor.http.host", "0.0.0.0"),
                Map.entry("actor.http.token", "secret"),
                Map.entry("actor.http.slots", "9"),
                Map.entry("actor.http.waiting", "10"),
                Map.entry("actor.http.body.bytes", "11"),
                Map.entry("actor.http.pixels", "12"),
                Map.entry("actor.http.max.tokens", "13")));

        assertThat(settings.id()).isEqualTo("left");
        assertThat(settings.model()).isEqualTo(Path.of("elsewhere"));
        assertThat(settings.precision()).isEqualTo(Precision.BF16);
        assertThat(settings.policyId()).isEqualTo("other");
        assertThat(settings.batchSize()).isEqualTo(3);
        assertThat(settings.lanes()).isEqualTo(2);
        assertThat(settings.cacheMebibytes()).isEqualTo(4);
        assertThat(settings.prefillTokens()).isEqualTo(6);
        assertThat(settings.weightBytes()).isEqualTo(14 << 20);
        assertThat(settings.pictureBytes()).isEqualTo(7 << 20);
        assertThat(settings.swapCache()).isEqualTo(SwapCacheMode.KEEP);
        assertThat(settings.simulatedTime()).contains(Duration.ofMillis(8));
        assertThat(settings.versionPatience()).isEqualTo(Duration.ofMillis(5));
        assertThat(settings.chat().port()).isEqualTo(80);
        assertThat(settings.chat().host()).isEqualTo("0.0.0.0");
        assertThat(settings.chat().token()).isEqualTo("secret");
        assertThat(settings.chat().slots()).isEqualTo(9);
        assertThat(settings.chat().waiting()).isEqualTo(10);
        assertThat(settings.chat().bodyBytes()).isEqualTo(11);
        assertThat(settings.chat().pixels()).isEqualTo(12);
        assertThat(settings.chat().maxTokens()).isEqualTo(13);
    }

    @Test
    void anActorGeneratesUnlessATimeOfSimulationIsGiven() {
        assertThat(from(Map.of()).simulatedTime()).isEmpty();
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
    void tokenLimitsAreNoSecretsButTheTokenOfTheChatPortIs() {
        assertThat(Settings.of(ActorSettings.class, Map.of("actor.http.token", "hush"))
                        .describe(ActorSettings.class))
                .contains("actor.prefill.tokens = 1024", "actor.http.max.tokens = 512", "actor.http.token = ********")
                .doesNotContain("hush");
    }

    @Test
    void invalidValuesAreRejectedWithTheirKey() {
        assertThatThrownBy(() -> from(Map.of("actor.batch.size", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.batch.size must be a whole number, at least 1, not '0'");
        assertThatThrownBy(() -> from(Map.of("actor.http.port", "65536")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.http.port");
    }

    private static ActorSettings from(Map<String, String> values) {
        return Settings.of(ActorSettings.class, values).bind(ActorSettings.class);
    }
}
