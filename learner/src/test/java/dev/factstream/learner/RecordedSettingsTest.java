package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ledger.TicketCounts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordedSettingsTest {

    @Test
    void theLedgersSettingsHoldButFoldersMayBeElsewhere() {
        LearnerSettings settings = recorded(
                record(Map.of("learner.ppo.epochs", "3", "learner.model", "there", "learner.dir", "run")),
                Map.of("learner.ppo.epochs", "5", "learner.model", "here"));

        assertThat(settings.ppo().epochs()).isEqualTo(3);
        assertThat(settings.folders().model()).isEqualTo(Path.of("here"));
        assertThat(settings.folders().dir()).isEqualTo(Path.of("run"));
    }

    @Test
    void aRecordWithoutATokenLimitTakesTheGivenOne() {
        LedgerRecord masked = record(Map.of("learner.ppo.epochs", "3"));

        assertThat(recorded(masked, Map.of("learner.sampling.max.tokens", "12")).maxTokens())
                .isEqualTo(12);
        assertThat(recorded(masked, Map.of()).maxTokens()).isEqualTo(48);
        assertThat(recorded(
                                record(Map.of("learner.sampling.max.tokens", "8")),
                                Map.of("learner.sampling.max.tokens", "12"))
                        .maxTokens())
                .isEqualTo(8);
    }

    @Test
    void aRecordWithoutSettingsTakesTheGivenOnes() {
        assertThat(recorded(record(Map.of()), Map.of("learner.profile", "paper"))
                        .ppo()
                        .lambda())
                .isEqualTo(1);
    }

    @Test
    void aSettingOfAnotherBuildIsNamed() {
        assertThatThrownBy(() -> recorded(record(Map.of("learner.ppo.epocs", "3")), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("learner.ppo.epocs");
    }

    @Test
    void theHashOfARecordIsOverTheKeysThatItHas() {
        SortedMap<String, String> texts =
                new TreeMap<>(Map.of("learner.ppo.epochs", "3", "learner.model", "there", "learner.seed", "1"));
        String hash = LearnerSettings.hash(texts, List.of("base"));

        texts.put("learner.model", "here");
        assertThat(LearnerSettings.hash(texts, List.of("base"))).isEqualTo(hash);
        texts.put("learner.sampling.max.tokens", "48");
        assertThat(LearnerSettings.hash(texts, List.of("base"))).isNotEqualTo(hash);
    }

    private static LearnerSettings recorded(LedgerRecord record, Map<String, String> given) {
        return LearnerSettings.from(new RecordedSettings(Settings.of(LearnerSettings.class, given)).of(record));
    }

    private static LedgerRecord record(Map<String, String> settings) {
        return new LedgerRecord(
                "run",
                "policy",
                1,
                1,
                List.of(),
                List.of(),
                "checkpoint",
                "hash",
                "adapter",
                "config",
                1,
                0,
                new TicketCounts(0, 0, 0, 0),
                Map.of(),
                0,
                Optional.empty(),
                OptionalInt.empty(),
                settings,
                Map.of(),
                false,
                Optional.empty());
    }
}
