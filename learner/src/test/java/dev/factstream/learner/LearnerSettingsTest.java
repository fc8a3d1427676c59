package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.pool.PromptMix;
import dev.factstream.learner.ppo.PpoQuirk;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerSettingsTest {

    @Test
    void defaults() {
        LearnerSettings settings = from(Map.of());
        assertThat(settings.admission().eta()).isEqualTo(1);
        assertThat(settings.prompts().mix()).isEqualTo(PromptMix.PAPER);
        assertThat(settings.ppo().gamma()).isEqualTo(1);
        assertThat(settings.ppo().policyRate()).isEqualTo(2e-4);
        assertThat(settings.lora()).isEqualTo(LoraSettings.of(16, 32, LoraSettings.ALL_TARGETS));
        assertThat(settings.sampling().topP()).isEqualTo(1);
        assertThat(settings.sampling().topK()).isZero();
    }

    @Test
    void givenValues() {
        LearnerSettings settings = from(Map.of(
                "learner.rollouts.per.version", "8",
                "learner.staleness.eta", "0",
                "learner.lora.targets", "q_proj, v_proj",
                "learner.sampling.temperature", "0.7",
                "learner.ticket.timeout.seconds", "5"));
        assertThat(settings.admission()).isEqualTo(new AdmissionControl(0, 8));
        assertThat(settings.lora().targets()).containsExactly("q_proj", "v_proj");
        assertThat(settings.ppo().temperature())
                .isEqualTo(settings.sampling().temperature())
                .isEqualTo(0.7f);
        assertThat(settings.ticketTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.hash(List.of("base"))).isNotEqualTo(from(Map.of()).hash(List.of("base")));
    }

    @Test
    void thePaperProfileSetsConstantsForKeysThatAreNotSet() {
        LearnerSettings settings = from(Map.of("learner.profile", "paper", "learner.ppo.kl.weight", "0.3"));
        assertThat(settings.ppo().klWeight()).isEqualTo(0.3);
        assertThat(settings.ppo().lambda()).isEqualTo(1);
        assertThat(settings.ppo().valueWeight()).isEqualTo(0.1);
        assertThat(settings.ppo().minibatch()).isEqualTo(96);
        assertThat(settings.ppo().quirks()).isEqualTo(PpoQuirk.all());
        assertThat(settings.admission().eta()).isZero();
        assertThat(from(Map.of("learner.profile", "paper", "learner.quirks", "none"))
                        .ppo()
                        .quirks())
                .isEmpty();
    }

    @Test
    void aProfileKeepsTheSettingsOfTheCluster() {
        Settings given = Settings.of(
                LearnerSettings.class,
                Map.of("learner.profile", "paper", "kafka.bootstrap.servers", "broker:1", "topics.prefix", "mine-"));

        assertThat(LearnerSettings.effective(given).describe(LearnerSettings.class))
                .contains("kafka.bootstrap.servers = broker:1", "topics.prefix = mine-", "learner.ppo.kl.weight = 0.1");
    }

    @Test
    void quirksAreNamedOneByOne() {
        assertThat(from(Map.of("learner.quirks", "one-sided-kl, tenfold-rewards"))
                        .ppo()
                        .quirks())
                .containsExactly(PpoQuirk.ONE_SIDED_KL, PpoQuirk.TENFOLD_REWARDS);
        assertThatThrownBy(() -> from(Map.of("learner.quirks", "two-sided-kl")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("learner.quirks must be all, none, or some of one-sided-kl, ");
    }

    @ParameterizedTest
    @CsvSource({
        "learner.staleness.eta, -1",
        "learner.ppo.minibatch, 0",
        "learner.ppo.clip.low, 1",
        "learner.sampling.temperature, 0",
        "learner.lora.rank, 0",
        "learner.lora.targets, fc1",
        "learner.prompt.mix, 50:12",
        "learner.checkpoints.kept, 0",
        "learner.canary.size, -1",
        "learner.ticket.timeout.seconds, 0"
    })
    void anInvalidValueIsRefusedInOneLineThatNamesItsKey(String key, String value) {
        assertThatThrownBy(() -> from(Map.of(key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + " must be ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void canariesNeedAQuestion() {
        assertThatThrownBy(() -> from(Map.of("learner.canary.every", "2", "learner.canary.size", "0")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("learner.canary.size must be at least 1");
    }

    @Test
    void theLedgerGetsEverySettingAsItWasGivenOrItsDefault() {
        Map<String, String> texts = from(Map.of("learner.policy.rate", "3e-5", "learner.profile", "paper"))
                .texts()
                .byKey();

        assertThat(texts)
                .hasSize(49)
                .containsEntry("learner.policy.rate", "3e-5")
                .containsEntry("learner.ppo.lambda", "1")
                .containsEntry("learner.sampling.max.tokens", "48")
                .containsEntry("learner.ticket.timeout.seconds", "600");
    }

    @Test
    void theHashOfSettingsIgnoresWhereTheFoldersAre() {
        List<String> models = List.of("base");

        assertThat(from(Map.of("learner.dir", "elsewhere", "learner.model", "m"))
                        .hash(models))
                .isEqualTo(from(Map.of()).hash(models));
    }

    private static LearnerSettings from(Map<String, String> values) {
        return LearnerSettings.from(Settings.of(LearnerSettings.class, values));
    }
}
