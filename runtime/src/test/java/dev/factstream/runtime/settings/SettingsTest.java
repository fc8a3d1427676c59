package dev.factstream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.ticket.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Setting<Integer> BATCH = Setting.integer("actor.batch.size", 8, "Sequences at a time.");
    private static final Setting<Double> RATE = Setting.decimal("learner.learning.rate", 1e-3, "Step size.");
    private static final Setting<Purpose> PURPOSE = Setting.choice("actor.purpose", Purpose.TRAIN, "What to answer.");
    private static final Setting<String> MODEL =
            Setting.text("actor.model", "m", "Model folder.").required();
    private static final Setting<String> PIN =
            Setting.text("actor.pin", "1234", "A secret.").masked();
    private static final List<Setting<?>> KNOWN = List.of(BATCH, RATE, PURPOSE, PIN);

    @TempDir
    Path dir;

    @Test
    void defaultsApplyToUnsetKeys() {
        Settings settings = Settings.of(KNOWN, Map.of());

        assertThat(settings.get(BATCH)).isEqualTo(8);
        assertThat(settings.get(RATE)).isEqualTo(1e-3);
        assertThat(settings.get(PURPOSE)).isEqualTo(Purpose.TRAIN);
        assertThat(CommonSettings.topicNames(settings).prompts()).isEqualTo("prompts");
    }

    @Test
    void theEnvironmentOverridesTheFileAndSetOverridesAll() throws IOException {
        Path file = Files.writeString(
                dir.resolve("f.properties"), "actor.batch.size=1\nlearner.learning.rate=0.1\nactor.purpose=eval\n");
        Map<String, String> environment =
                Map.of("FACTSTREAM_ACTOR_BATCH_SIZE", "2", "FACTSTREAM_ACTOR_PURPOSE", "canary");

        Settings settings = Settings.load(KNOWN, Optional.of(file), environment, List.of("actor.batch.size=3"));

        assertThat(settings.get(RATE)).isEqualTo(0.1);
        assertThat(settings.get(PURPOSE)).isEqualTo(Purpose.CANARY);
        assertThat(settings.get(BATCH)).isEqualTo(3);
    }

    @Test
    void anUnknownKeyIsRefusedAndTheNearestOneNamed() {
        assertThatThrownBy(() -> Settings.of(KNOWN, Map.of("actor.batchsize", "4")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("unknown setting actor.batchsize; did you mean actor.batch.size?");
    }

    @Test
    void anUnknownVariableOfAKnownSectionIsRefusedButTheLaunchersOwnIsNot() {
        Settings.load(KNOWN, Optional.empty(), Map.of("FACTSTREAM_HOME", "/opt"), List.of());

        assertThatThrownBy(() ->
                        Settings.load(KNOWN, Optional.empty(), Map.of("FACTSTREAM_ACTOR_BACH_SIZE", "4"), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("did you mean actor.batch.size?");
    }

    @Test
    void aValueOfTheWrongTypeIsRejectedWithTheExpectedType() {
        assertThatThrownBy(() -> Settings.of(KNOWN, Map.of("actor.batch.size", "many")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("actor.batch.size must be a whole number, not 'many' (Sequences at a time.)");
        assertThatThrownBy(() -> Settings.of(KNOWN, Map.of("actor.purpose", "fun")))
                .hasMessageContaining("must be one of train, canary, eval");
        assertThatThrownBy(() -> Settings.of(KNOWN, Map.of("learner.learning.rate", "NaN")))
                .hasMessageContaining("must be a number");
    }

    @Test
    void aRequiredSettingThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Settings.of(List.of(MODEL), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("actor.model is missing");
    }

    @Test
    void anUnreadableFileIsOneClearLine() {
        assertThatThrownBy(() -> Settings.load(KNOWN, Optional.of(dir.resolve("none")), Map.of(), List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cannot read the settings file")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Settings.load(KNOWN, Optional.empty(), Map.of(), List.of("nonsense")))
                .hasMessage("--set takes key=value, not 'nonsense'");
    }

    @Test
    void theDescriptionShowsEffectiveValuesAndMasksSecrets() {
        Settings settings = Settings.of(
                KNOWN,
                Map.of(
                        "actor.batch.size", "3",
                        "actor.pin", "9876",
                        "kafka.ssl.truststore.password", "hush",
                        "kafka.sasl.jaas.config", "user hush",
                        "kafka.linger.ms", "5"));

        assertThat(settings.describe())
                .contains("# Sequences at a time.\nactor.batch.size = 3")
                .contains("kafka.linger.ms = 5")
                .contains("kafka.ssl.truststore.password = ********")
                .doesNotContain("hush")
                .doesNotContain("9876");
    }
}
