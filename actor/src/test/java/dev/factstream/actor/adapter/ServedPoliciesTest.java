package dev.factstream.actor.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.model.generate.Decoder;
import dev.factstream.model.generate.DecoderLimits;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.FoldedWeights;
import dev.factstream.model.network.VisionLanguageModel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights of several runs in bounded memory. */
class ServedPoliciesTest {
    private final LatestAdapters latest = new LatestAdapters();
    private final Set<String> busy = new HashSet<>();
    private VisionLanguageModel model;
    private NDManager scope;
    private LoraAdapter adapter;
    private ServedPolicies policies;

    @BeforeEach
    void load(@TempDir Path folder) {
        AnsweringModel.write(folder, 12);
        model = VisionLanguageModel.load(folder, Device.cpu());
        scope = model.newScope();
        adapter = AnsweringModel.adapter(model, scope, 1);
        long bytes;
        try (FoldedWeights weights = new FoldedWeights(model, adapter)) {
            bytes = weights.bytes();
        }
        assertThat(bytes).isPositive();
        policies = new ServedPolicies(new Decoder(model, DecoderLimits.slots(4), Set.of()), latest, 2 * bytes, true);
    }

    @AfterEach
    void free() {
        policies.close();
        latest.close();
        scope.close();
        model.close();
    }

    @Test
    void theIdleRunThatWasUsedLongestAgoGivesItsWeightsAwayAndGetsThemBack() {
        publish("a", 1);
        publish("b", 1);
        policies.use("a");
        publish("c", 1);

        assertThat(policies.mayStart("a")).isTrue();
        assertThat(policies.mayStart("c")).isTrue();
        assertThat(latest.isReleased("b")).isTrue();
        assertThat(policies.mayStart("b")).as("it has to be loaded").isFalse();
        assertThat(latest.isReleased("b")).as("it is asked for").isFalse();

        publish("b", 4);

        assertThat(policies.mayStart("b")).isTrue();
        assertThat(policies.version("b").number()).isEqualTo(4);
        assertThat(latest.isReleased("a")).isTrue();
    }

    @Test
    void runsThatAreAllBusyTakeTurns() {
        publish("a", 1);
        publish("b", 1);
        busy.addAll(Set.of("a", "b", "c"));
        publish("c", 1);

        assertThat(policies.mayStart("a"))
                .as("it makes room first, as it was loaded first")
                .isFalse();
        assertThat(policies.mayStart("b")).isTrue();
        assertThat(policies.mayStart("c")).isTrue();

        busy.remove("a");
        policies.limitMemory(run -> !busy.contains(run));

        assertThat(latest.isReleased("a")).isTrue();
        assertThat(policies.mayStart("b")).isTrue();
    }

    @Test
    void aRunWithoutAnAdapterNeedsNoMemory() {
        publish("a", 1);
        publish("b", 1);

        assertThat(policies.mayStart("new")).isTrue();
        assertThat(policies.version("new")).isEqualTo(PolicyVersion.BASE);
    }

    private void publish(String runId, int version) {
        latest.put(new PreparedAdapter(
                runId, "policy", new PolicyVersion(version, adapter.hash()), new FoldedWeights(model, adapter)));
        policies.newer().forEach(policies::swap);
        policies.limitMemory(run -> !busy.contains(run));
    }
}
