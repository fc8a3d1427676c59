package dev.factstream.scorer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
import dev.factstream.scorer.reward.RewardProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorerSettingsTest {

    @Test
    void theDefaultsAreTheDefaultProfileAndShortTransactions() {
        ScorerSettings settings = from(Map.of());

        assertThat(settings.profile()).isEqualTo(RewardProfile.DEFAULT);
        assertThat(settings.instanceId()).isEmpty();
        assertThat(settings.commitInterval()).isBetween(Duration.ofMillis(50), Duration.ofMillis(200));
        assertThat(settings.transactionTimeout()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void everyKeyIsRead() {
        ScorerSettings settings = from(Map.ofEntries(
                Map.entry("scorer.state.dir", "elsewhere"),
                Map.entry("scorer.threads", "3"),
                Map.entry("scorer.instance.id", "left"),
                Map.entry("scorer.commit.interval.ms", "150"),
                Map.entry("scorer.transaction.timeout.ms", "90000"),
                Map.entry("scorer.identity.retention.hours", "0.5"),
                Map.entry("scorer.facts.patience.ms", "5"),
                Map.entry("scorer.facts.retry.ms", "6"),
                Map.entry("scorer.reward.correctness.weight", "1"),
                Map.entry("scorer.reward.length.weight", "2"),
                Map.entry("scorer.reward.missing.end.fine", "3")));

        assertThat(settings.stateDir()).hasFileName("elsewhere");
        assertThat(settings.threads()).isEqualTo(3);
        assertThat(settings.instanceId()).contains("left");
        assertThat(settings.commitInterval()).isEqualTo(Duration.ofMillis(150));
        assertThat(settings.transactionTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.identityRetention()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.factsPatience()).isEqualTo(Duration.ofMillis(5));
        assertThat(settings.factsRetry()).isEqualTo(Duration.ofMillis(6));
        assertThat(settings.profile()).isEqualTo(new RewardProfile("custom", 1, 2, 3));
    }

    @Test
    void senselessValuesAreRefusedByTheNameOfTheirKey() {
        assertThatThrownBy(() -> from(Map.of("scorer.threads", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.threads");
        assertThatThrownBy(() -> from(Map.of("scorer.transaction.timeout.ms", "59999")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.transaction.timeout.ms");
    }

    private static ScorerSettings from(Map<String, String> values) {
        return ScorerSettings.from(Settings.of(ScorerSettings.KEYS, values));
    }
}
