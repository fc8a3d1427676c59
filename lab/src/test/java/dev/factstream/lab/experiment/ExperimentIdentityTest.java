package dev.factstream.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.lab.stream.StreamSettings;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentIdentityTest {
    @TempDir
    Path dir;

    @Test
    void anExperimentGoesOnWithTheSettingsThatItWasStartedWith() throws IOException {
        Path file = dir.resolve("experiment.json");
        identity().writeOrCheck(file);

        identity().writeOrCheck(file);
        assertThatThrownBy(() -> identity("learner.ppo.epochs=4").writeOrCheck(file))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("was started with learner.ppo.epochs 2, not 4");
    }

    @Test
    void foldersAndObserversAreNoPartOfIt() throws IOException {
        Path file = dir.resolve("experiment.json");
        identity().writeOrCheck(file);

        identity("actor.model=other", "scorer.state.dir=other", "learner.dir=other", "logging.format=json")
                .writeOrCheck(file);
    }

    @Test
    void aNumberThatAnEarlierBuildMaskedIsNotCompared() throws IOException {
        Path file = dir.resolve("experiment.json");
        Map<String, String> earlier = new TreeMap<>(identity().properties());
        earlier.put("learner.sampling.max.tokens", "********");
        earlier.put("learner.model", "checkpoints/policy");
        AtomicJsonFile.write(file, earlier);

        identity("learner.sampling.max.tokens=12").writeOrCheck(file);
    }

    @Test
    void secretsAreNotWritten() {
        assertThat(identity("kafka.sasl.jaas.config=hush", "kafka.linger.ms=5").properties())
                .containsEntry("kafka.linger.ms", "5")
                .doesNotContainKey("kafka.sasl.jaas.config");
    }

    private static ExperimentIdentity identity(String... settings) {
        return new ExperimentIdentity(new TreeMap<>(StreamSettings.effective(SettingsSource.of(List.of(settings)))));
    }
}
