package dev.factstream.actor.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.actor.ActorTestTopics;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.Ticket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A running actor swaps weights between two tokens, and its rollouts record the version of each token. */
@ExtendWith(KafkaExtension.class)
class InFlightWeightsTest {
    private static final float TOLERANCE = 1e-4f;

    private static VisionLanguageModel model;
    private static NDManager manager;
    private static LoraAdapter odd;
    private static LoraAdapter even;

    @BeforeAll
    static void load(@TempDir Path folder) {
        AnsweringModel.write(folder, 12);
        model = VisionLanguageModel.load(folder, Device.cpu());
        manager = model.newScope();
        odd = AnsweringModel.adapter(model, manager, 1);
        even = AnsweringModel.adapter(model, manager, 2);
    }

    @AfterAll
    static void unload() {
        manager.close();
        model.close();
    }

    @Test
    void eachTokenHasTheLogProbabilityThatItsRecordedVersionGivesIt(KafkaFixture kafka) {
        try (ActorTestTopics stream = new ActorTestTopics(kafka, model);
                ActorService actor = ActorService.start(stream.settings(), model)) {
            int issued = swapInMidSequence(stream);
            Eventually.holds("every rollout", () -> stream.rollouts().size() == issued);

            for (Rollout rollout : stream.rollouts()) {
                requireRecordedVersions(rollout);
            }
            assertThat(stream.rollouts()).extracting(Rollout::ticketId).doesNotHaveDuplicates();
            assertThat(actor.status().pauses().swaps()).isPositive();
            assertThat(actor.status().pauses().seconds()).isPositive();
            assertThat(actor.status().failure()).isEmpty();
        }
    }

    @Test
    void withKeptCachesToo(KafkaFixture kafka) {
        try (ActorTestTopics stream = new ActorTestTopics(kafka, model);
                ActorService actor = ActorService.start(stream.settings("actor.swap.cache", "keep"), model)) {
            swapInMidSequence(stream);

            // the recorded values differ from those of the version alone, because old keys and values contribute
            Rollout mixed = mixed(stream);
            int before = mixed.versionRuns().get(0).tokens();
            float[] fresh = underVersion(mixed, mixed.versionRuns().get(1).version());
            double moved = IntStream.range(
                            before, before + mixed.versionRuns().get(1).tokens())
                    .mapToDouble(t -> Math.abs(fresh[t] - mixed.logProbs()[t]))
                    .max()
                    .orElseThrow();
            assertThat(moved).isGreaterThan(10 * TOLERANCE);
            assertThat(actor.status().failure()).isEmpty();
        }
    }

    /** Issues long tickets and publishes versions until a rollout has several versions; returns the number of issued tickets. */
    private static int swapInMidSequence(ActorTestTopics stream) {
        int[] published = {0};
        Eventually.holds("a rollout of several versions", () -> {
            int first = 20 * published[0];
            stream.issue(IntStream.range(first, first + 20)
                    .mapToObj(i ->
                            ActorTestTopics.ticket(i, 0, "What is it?", AnsweringModel.picture(i % 3), 150 + i % 20))
                    .toArray(Ticket[]::new));
            published[0]++;
            stream.publish(model, published[0] % 2 == 0 ? even : odd, published[0]);
            return stream.rollouts().stream().anyMatch(InFlightWeightsTest::isMixed);
        });
        return 20 * published[0];
    }

    private static Rollout mixed(ActorTestTopics stream) {
        return stream.rollouts().stream()
                .filter(InFlightWeightsTest::isMixed)
                .findFirst()
                .orElseThrow();
    }

    /** Whether different weights drew the rollout: a busy actor may skip a version, and every second version has the same weights. */
    private static boolean isMixed(Rollout rollout) {
        List<VersionRun> runs = rollout.versionRuns();
        return runs.size() > 1
                && !hash(runs.get(0).version()).equals(hash(runs.get(1).version()));
    }

    private static void requireRecordedVersions(Rollout rollout) {
        Map<Integer, float[]> byVersion = new HashMap<>();
        int t = 0;
        for (VersionRun run : rollout.versionRuns()) {
            float[] expected = byVersion.computeIfAbsent(run.version(), version -> underVersion(rollout, version));
            for (int i = 0; i < run.tokens(); i++, t++) {
                assertThat(Math.abs(rollout.logProbs()[t] - expected[t]))
                        .as("token %d of %s, version %d", t, rollout.rolloutId(), run.version())
                        .isLessThan(TOLERANCE);
            }
        }
        List<VersionRun> runs = rollout.versionRuns();
        assertThat(runs).extracting(VersionRun::version).isSorted().doesNotHaveDuplicates();
        assertThat(rollout.adapterHash())
                .isEqualTo(hash(runs.get(runs.size() - 1).version()));
    }

    private static float[] underVersion(Rollout rollout, int version) {
        return AnsweringModel.logProbs(model, rollout, version == 0 ? null : version % 2 == 0 ? even : odd);
    }

    private static String hash(int version) {
        return version == 0 ? "none" : (version % 2 == 0 ? even : odd).hash();
    }
}
