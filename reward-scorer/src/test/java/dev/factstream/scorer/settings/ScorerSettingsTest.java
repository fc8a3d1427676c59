package dev.factstream.scorer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.scorer.reward.RewardProfile;
import dev.factstream.scorer.reward.RewardQuirk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
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
                Map.entry("scorer.batch.size", "8"),
                Map.entry("scorer.batch.linger.ms", "7"),
                Map.entry("scorer.reward.model", "judge"),
                Map.entry("scorer.image.cache.mib", "2"),
                Map.entry("scorer.reward.profile", "paper"),
                Map.entry("scorer.reward.quirks", "no-only,raw-score"),
                Map.entry("scorer.reward.model.weight", "4"),
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
        assertThat(settings.batchSize()).isEqualTo(8);
        assertThat(settings.batchLinger()).isEqualTo(Duration.ofMillis(7));
        assertThat(settings.rewardModel()).contains(Path.of("judge"));
        assertThat(settings.imageCacheBytes()).isEqualTo(2 << 20);
        assertThat(settings.profile())
                .isEqualTo(new RewardProfile("custom", 4, 1, 2, 3, Set.of(RewardQuirk.NO_ONLY, RewardQuirk.RAW_SCORE)));
    }

    @Test
    void settingsOverrideSingleConstantsOfTheProfile() {
        assertThat(from(Map.of("scorer.reward.profile", "paper")).profile()).isEqualTo(RewardProfile.PAPER);
        assertThat(from(Map.of("scorer.reward.profile", "paper", "scorer.reward.length.weight", "0"))
                        .profile())
                .isEqualTo(new RewardProfile("custom", 1, 2, 0, 8, RewardProfile.PAPER.quirks()));
        assertThat(from(Map.of("scorer.reward.quirks", "none")).profile()).isEqualTo(RewardProfile.DEFAULT);
    }

    @Test
    void theDocumentationNamesTheConstantsOfBothProfiles() {
        String described = Settings.of(ScorerSettings.class, Map.of()).describe(ScorerSettings.class);

        assertThat(described)
                .containsPattern("reward model's score; " + constants(RewardProfile::modelWeight))
                .containsPattern("Weight of correctness: .*; " + constants(RewardProfile::correctnessWeight))
                .containsPattern("its token limit, .*; " + constants(RewardProfile::lengthWeight))
                .containsPattern("cut at its token limit; " + constants(RewardProfile::missingEndFine));
    }

    private static String constants(ToDoubleFunction<RewardProfile> constant) {
        return "empty takes the profile's \\(default " + constant.applyAsDouble(RewardProfile.DEFAULT) + ", paper "
                + constant.applyAsDouble(RewardProfile.PAPER) + "\\)\\.";
    }

    @Test
    void invalidValuesAreRefusedWithTheNameOfTheirKey() {
        assertThatThrownBy(() -> from(Map.of("scorer.threads", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.threads must be a whole number, at least 1");
        assertThatThrownBy(() -> from(Map.of("scorer.transaction.timeout.ms", "59999")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.transaction.timeout.ms must be a number of milliseconds, at least 60000");
        assertThatThrownBy(() -> from(Map.of("scorer.commit.interval.ms", "15001")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.commit.interval.ms must be at most a quarter");
        assertThatThrownBy(() -> from(Map.of("scorer.reward.quirks", "odd")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.reward.quirks must be all, none, or some of no-only, ");
        assertThatThrownBy(() -> from(Map.of("scorer.reward.length.weight", "-1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("scorer.reward.length.weight must be a number, at least 0");
    }

    private static ScorerSettings from(Map<String, String> values) {
        return Settings.of(ScorerSettings.class, values).bind(ScorerSettings.class);
    }
}
