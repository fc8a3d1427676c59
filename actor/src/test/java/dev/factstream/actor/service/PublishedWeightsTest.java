package dev.factstream.actor.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.factstream.actor.ActorTestTopics;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.actor.answer.SampleSeeds;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.model.generate.Generation;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.Generator;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Published weights change the answers of actors, and only verified weights do. */
@ExtendWith(KafkaExtension.class)
class PublishedWeightsTest {
    private static final float TOLERANCE = 1e-4f;
    private static final String PROBE = "What is in the picture?";

    private static VisionLanguageModel model;
    private static NDManager manager;
    private static LoraAdapter one;
    private static LoraAdapter two;

    private ActorTestTopics stream;
    private ActorService actor;

    @BeforeAll
    static void load(@TempDir Path folder) {
        AnsweringModel.write(folder, 12);
        model = VisionLanguageModel.load(folder, Device.cpu());
        manager = model.newScope();
        one = AnsweringModel.adapter(model, manager, 1);
        two = AnsweringModel.adapter(model, manager, 2);
    }

    @AfterAll
    static void unload() {
        manager.close();
        model.close();
    }

    @BeforeEach
    void start(KafkaFixture kafka) {
        stream = new ActorTestTopics(kafka, model);
        actor = ActorService.start(stream.settings(), model);
    }

    @AfterEach
    void stop() {
        actor.close();
        stream.close();
    }

    @Test
    void aNewVersionMovesTheLogProbabilitiesOfAProbeToThoseOfTheNetwork() {
        Rollout before = probe(1, 0);
        stream.publish(model, one, 1);
        Rollout after = probe(2, 1);
        requireServed(before, after, one, 1);

        stream.publish(model, two, 2);
        requireServed(after, probe(3, 2), two, 2);
    }

    @Test
    void withoutPublishingTheSameCheckFails() {
        Rollout before = probe(1, 0);
        Rollout after = probe(2, 0);

        assertThatThrownBy(() -> requireServed(before, after, one, 1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void onlyTheNewestOfSeveralVersionsIsServed() {
        stream.publish(model, one, 1);
        stream.publish(model, one, 2);
        stream.publish(model, two, 3);

        assertThat(probe(1, 3).adapterHash()).isEqualTo(two.hash());
    }

    @Test
    void aCorruptChunkLeavesTheOldAdapterInPlace() {
        stream.publish(model, one, 1);
        probe(1, 1);
        byte[] file = PeftFolder.weightBytes(two, model.config());
        file[file.length - 1] ^= 1;
        stream.publish(ActorTestTopics.manifest(model, two, Integer.MAX_VALUE), file);

        requireRejected(2);
        stream.publish(model, two, 2);
        assertThat(probe(3, 2).adapterHash())
                .as("the refused version did not make this one useless")
                .isEqualTo(two.hash());
    }

    @Test
    void tensorsThatDoNotMatchTheManifestAreRejected() {
        stream.publish(model, one, 1);
        probe(1, 1);
        AdapterManifest promised = ActorTestTopics.manifest(model, two, 2);
        AdapterManifest other = ActorTestTopics.manifest(model, one, 2);
        stream.publish(
                withHashes(other, promised.adapterHash(), promised.baseHash()),
                PeftFolder.weightBytes(one, model.config()));

        requireRejected(2);
    }

    @Test
    void anAdapterOfAnotherBaseIsRejected() {
        stream.publish(model, one, 1);
        probe(1, 1);
        AdapterManifest promised = ActorTestTopics.manifest(model, two, 2);
        stream.publish(
                withHashes(promised, promised.adapterHash(), "0".repeat(64)),
                PeftFolder.weightBytes(two, model.config()));

        requireRejected(2);
    }

    @Test
    void everySampleOfATicketCanBeGeneratedAgainFromItsRecord() {
        stream.publish(model, one, 1);
        Ticket like = ActorTestTopics.ticket(1, 1, PROBE, AnsweringModel.picture(9), 16);
        stream.issue(new Ticket(
                like.ticketId(),
                like.runId(),
                like.sequence(),
                like.purpose(),
                like.minVersion(),
                like.issuedAtVersion(),
                3,
                like.sampling(),
                like.question(),
                like.replaces(),
                like.issuedAtMillis(),
                like.policy()));
        Eventually.holds("three answers", () -> stream.rollouts().size() == 3);

        try (Generator generator = new Generator(model)) {
            generator.useAdapter(one);
            for (Rollout rollout : stream.rollouts()) {
                Generation again =
                        generator.generate(List.of(recorded(rollout))).get(0);
                assertThat(again.tokens()).as(rollout.rolloutId()).isEqualTo(rollout.tokens());
                assertThat(again.logProbs()).containsExactly(rollout.logProbs(), within());
            }
        }
        assertThat(stream.rollouts().stream().map(rollout -> Arrays.toString(rollout.tokens())))
                .doesNotHaveDuplicates();
    }

    private static GenerationRequest recorded(Rollout rollout) {
        Sampling sampling = rollout.sampling();
        float[] pixels = model.imageProcessor()
                .orElseThrow()
                .pixels(rollout.question().image().orElseThrow().resolve());
        return new GenerationRequest(
                model.promptEncoder().encode(rollout.question().text(), Optional.of(pixels)),
                new SamplingOptions(
                        sampling.temperature(),
                        sampling.topP(),
                        sampling.topK(),
                        sampling.maxNewTokens(),
                        SampleSeeds.of(sampling.seed(), rollout.sample())));
    }

    private void requireRejected(int sequence) {
        Eventually.holds("the adapter is rejected", () -> actor.status().rejectedAdapters() == 1);
        Rollout after = probe(sequence, 0);
        assertThat(after.adapterHash()).isEqualTo(one.hash());
        assertThat(after.newestVersion()).isEqualTo(1);
        assertThat(after.logProbs()).containsExactly(AnsweringModel.logProbs(model, after, one), within());
    }

    private static void requireServed(Rollout before, Rollout after, LoraAdapter published, int version) {
        assertThat(after.oldestVersion()).isEqualTo(version);
        assertThat(after.adapterHash()).isEqualTo(published.hash()).isNotEqualTo(before.adapterHash());
        assertThat(after.logProbs()).containsExactly(AnsweringModel.logProbs(model, after, published), within());
        float[] underTheBase = AnsweringModel.logProbs(model, after, null);
        double moved = 0;
        for (int token = 0; token < underTheBase.length; token++) {
            moved = Math.max(moved, Math.abs(underTheBase[token] - after.logProbs()[token]));
        }
        assertThat(moved).as("largest move of a log-probability").isGreaterThan(100 * TOLERANCE);
    }

    private static Offset<Float> within() {
        return Offset.offset(TOLERANCE);
    }

    private Rollout probe(long sequence, int minVersion) {
        stream.issue(ActorTestTopics.ticket(sequence, minVersion, PROBE, AnsweringModel.picture(9), 16));
        String ticketId = "run/" + sequence;
        Eventually.holds(
                "the answer to probe " + sequence,
                () -> stream.rollouts().stream()
                        .anyMatch(rollout -> rollout.ticketId().equals(ticketId)));
        return stream.rollouts().stream()
                .filter(rollout -> rollout.ticketId().equals(ticketId))
                .findFirst()
                .orElseThrow();
    }

    private static AdapterManifest withHashes(AdapterManifest like, String adapterHash, String baseHash) {
        return new AdapterManifest(
                like.policyId(),
                like.version(),
                like.optimizerStep(),
                baseHash,
                adapterHash,
                like.fileSha256(),
                like.rank(),
                like.alpha(),
                like.targets(),
                like.chunkCount(),
                like.byteLength(),
                like.uri(),
                like.runId(),
                like.createdAtMillis());
    }
}
