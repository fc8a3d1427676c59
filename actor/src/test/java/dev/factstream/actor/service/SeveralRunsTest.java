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
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several runs on one set of topics share an actor, and each is answered by its own policy. */
@ExtendWith(KafkaExtension.class)
class SeveralRunsTest {
    private static final float TOLERANCE = 1e-4f;
    private static final String OTHER_BASE = "0".repeat(64);

    private static VisionLanguageModel model;
    private static NDManager manager;
    private static LoraAdapter one;
    private static LoraAdapter two;

    private ActorTestTopics stream;

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
    void connect(KafkaFixture kafka) {
        stream = new ActorTestTopics(kafka);
    }

    @AfterEach
    void disconnect() {
        stream.close();
    }

    @Test
    void eachTicketIsAnsweredByItsOwnRunHoweverFarAheadAnotherRunIs() {
        stream.open("ahead", model.baseHash());
        stream.open("begun", model.baseHash());
        stream.publish("ahead", model, one, 5000);
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issue(tickets("ahead", 0, 6, 5000));
            stream.issue(tickets("begun", 0, 6, 0));
            awaitRollouts(12);
            stream.publish("begun", model, two, 1);
            stream.issue(tickets("begun", 6, 12, 1));
            stream.issue(tickets("ahead", 6, 12, 5000));
            awaitRollouts(24);

            for (Rollout rollout : stream.rollouts()) {
                boolean trained = rollout.minVersion() == 1;
                LoraAdapter expected = rollout.runId().equals("ahead") ? one : trained ? two : null;
                assertThat(rollout.adapterHash()).isEqualTo(expected == null ? "none" : expected.hash());
                assertThat(rollout.oldestVersion()).isEqualTo(rollout.minVersion());
                assertThat(rollout.newestVersion()).isEqualTo(rollout.minVersion());
                assertThat(rollout.logProbs())
                        .containsExactly(AnsweringModel.logProbs(model, rollout, expected), within());
            }
            assertThat(actor.status().failure()).isEmpty();
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @Test
    void aRunOnAnotherBaseIsLeftToOtherActors() {
        stream.open("elsewhere", OTHER_BASE);
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            Eventually.holds(
                    "it says why it has nothing to do", () -> actor.unserved().isPresent());
            assertThat(actor.unserved().orElseThrow()).contains("elsewhere").contains(OTHER_BASE);
            stream.issue(tickets("elsewhere", 0, 4, 0));
            stream.open("here", model.baseHash());
            stream.issue(tickets("here", 0, 4, 0));
            awaitRollouts(4);

            assertThat(stream.rollouts()).extracting(Rollout::runId).containsOnly("here");
            assertThat(actor.unserved()).isEmpty();
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @Test
    void aStateWhoseShareGroupIsNotPreparedLeavesTheOtherRunsServed() {
        stream.publish("a-forged-state", model.baseHash(), RunStatus.OPEN, System.currentTimeMillis());
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            Eventually.holds(
                    "it says which run it cannot serve", () -> actor.unserved().isPresent());
            assertThat(actor.unserved().orElseThrow()).contains("a-forged-state", "topics apply");
            stream.open("run", model.baseHash());
            stream.issue(tickets("run", 0, 4, 0));
            awaitRollouts(4);

            assertThat(actor.unserved()).isEmpty();
            assertThat(actor.status().failure()).isEmpty();
        }
    }

    @Test
    void aTicketForAnotherBaseIsAcceptedAtOnceAndCounted() {
        stream.open("run", model.baseHash());
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issue(ActorTestTopics.ticket(
                    "run", 0, 0, question(0), 4, Optional.of(new TicketPolicy("policy", OTHER_BASE))));
            stream.issue(ActorTestTopics.ticket(
                    "run", 1, 0, question(0), 4, Optional.of(new TicketPolicy("policy", model.baseHash()))));
            awaitRollouts(1);

            assertThat(stream.rollouts().get(0).ticketId()).isEqualTo("run/1");
            assertThat(actor.status().foreign()).isEqualTo(1);
            assertThat(actor.status().released()).isZero();
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @Test
    void ticketsOfAClosedRunArePassedOverAndItsGroupEmpties() {
        stream.open("closing", model.baseHash());
        stream.open("open", model.baseHash());
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issue(tickets("closing", 0, 1, 0));
            awaitRollouts(1);
            stream.issue(tickets("closing", 1, 5, 1)); // nobody publishes version 1
            Eventually.holds("it holds them", () -> actor.status().waiting() == 4);
            stream.publish("closing", model.baseHash(), RunStatus.CLOSED, System.currentTimeMillis());
            Eventually.holds("they are passed over", () -> actor.status().waiting() == 0);
            long others = actor.status().foreign();
            stream.issue(tickets("open", 0, 4, 0));
            awaitRollouts(5);

            assertThat(others).isGreaterThanOrEqualTo(4);
            assertThat(actor.status().released()).isZero();
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @Test
    void aRunWhoseLearnerHasBeenSilentForLongIsServedAgainWhenItReturns() {
        stream.open("paused", model.baseHash());
        long yesterday = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        stream.publish("paused", model.baseHash(), RunStatus.OPEN, yesterday);
        stream.publish("paused", model, one, 3);
        stream.open("run", model.baseHash());
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issue(tickets("paused", 0, 2, 3));
            stream.issue(tickets("run", 0, 2, 0));
            awaitRollouts(2);
            assertThat(stream.rollouts()).extracting(Rollout::runId).containsOnly("run");

            stream.publish("paused", model.baseHash(), RunStatus.OPEN, System.currentTimeMillis());
            awaitRollouts(4);

            List<Rollout> late = stream.rollouts().subList(2, 4);
            assertThat(late).extracting(Rollout::runId).containsOnly("paused");
            assertThat(late).extracting(Rollout::adapterHash).containsOnly(one.hash());
            assertThat(actor.status().failure()).isEmpty();
        }
    }

    private void awaitRollouts(int count) {
        Eventually.holds(count + " rollouts", () -> stream.rollouts().size() >= count);
        assertThat(stream.rollouts()).hasSize(count);
    }

    private static Ticket[] tickets(String runId, int from, int to, int minVersion) {
        return LongStream.range(from, to)
                .mapToObj(i -> ActorTestTopics.ticket(runId, i, minVersion, question(i), 8, Optional.empty()))
                .toArray(Ticket[]::new);
    }

    private static Question question(long number) {
        return new Question("prompt-" + number, "What is number " + number + "?", Optional.empty());
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(TOLERANCE);
    }
}
