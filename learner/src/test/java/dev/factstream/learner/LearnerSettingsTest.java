package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.ppo.PpoQuirk;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnerSettingsTest {

    @Test
    void defaults() {
        LearnerSettings settings = from(Map.of());
        assertThat(settings.admission().eta()).isEqualTo(1);
        assertThat(settings.ppo().gamma()).isEqualTo(1);
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
                LearnerSettings.KEYS,
                Map.of("learner.profile", "paper", "kafka.bootstrap.servers", "broker:1", "topics.prefix", "mine-"));

        assertThat(LearnerSettings.effective(given).describe())
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
                .hasMessageContaining("unknown quirk two-sided-kl; known are all, none, one-sided-kl, ");
    }

    @Test
    void invalidValuesAreRefusedInOneLine() {
        for (Map<String, String> values : List.of(
                Map.of("learner.staleness.eta", "-1"),
                Map.of("learner.ppo.minibatch", "0"),
                Map.of("learner.sampling.temperature", "0"),
                Map.of("learner.lora.rank", "0"),
                Map.of("learner.prompt.mix", "50:12"),
                Map.of("learner.checkpoints.kept", "0"))) {
            assertThatThrownBy(() -> from(values))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("learner settings: ");
        }
    }

    @Test
    void everyDeclaredSettingIsListed() {
        long declared = Arrays.stream(LearnerSettings.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && !field.getName().equals("KEYS"))
                .count();
        assertThat(LearnerSettings.KEYS).hasSize((int) declared).doesNotHaveDuplicates();
    }

    private static LearnerSettings from(Map<String, String> values) {
        return LearnerSettings.from(Settings.of(LearnerSettings.KEYS, values));
    }
}
