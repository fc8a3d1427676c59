package dev.factstream.actor.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.factstream.actor.ActorTestTopics;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Ticket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ActorServiceTest {
    private static final double TOLERANCE = 1e-4;

    private static VisionLanguageModel model;

    private KafkaFixture kafka;
    private ActorTestTopics stream;

    @BeforeAll
    static void load(@TempDir Path folder) {
        AnsweringModel.write(folder, 11);
        model = VisionLanguageModel.load(folder, Device.cpu());
    }

    @AfterAll
    static void unload() {
        model.close();
    }

    @BeforeEach
    void connect(KafkaFixture kafka) {
        this.kafka = kafka;
        stream = new ActorTestTopics(kafka, model);
    }

    @AfterEach
    void disconnect() {
        stream.close();
    }

    @Test
    void everyTicketBecomesARolloutWhoseLogProbabilitiesTheNetworkConfirms() {
        Ticket[] tickets = LongStream.range(0, 20)
                .mapToObj(i -> ActorTestTopics.ticket(i, 0, i % 4 == 0 ? null : AnsweringModel.picture(i)))
                .toArray(Ticket[]::new);
        try (ActorService actor = ActorService.start(stream.settings("actor.batch.size", "8"), model)) {
            stream.issue(tickets);
            Eventually.holds("20 rollouts", () -> stream.rollouts().size() >= 20);

            assertThat(stream.rollouts())
                    .extracting(Rollout::ticketId)
                    .doesNotHaveDuplicates()
                    .hasSize(20);
            assertThat(stream.rollouts()).allSatisfy(rollout -> {
                assertThat(rollout.logProbs())
                        .containsExactly(AnsweringModel.logProbs(model, rollout, null), within((float) TOLERANCE));
                assertThat(rollout.versionRuns()).hasSize(1);
                assertThat(rollout.oldestVersion()).isZero();
                assertThat(rollout.adapterHash()).isEqualTo("none");
                assertThat(rollout.deliveryCount()).isEqualTo(1);
                assertThat(rollout.text()).isEqualTo(model.tokenizer().decode(rollout.tokens()));
                boolean ended = model.stopTokens().contains(rollout.tokens()[rollout.tokens().length - 1]);
                assertThat(rollout.finishReason()).isEqualTo(ended ? FinishReason.STOP : FinishReason.LENGTH);
            });
            assertThat(actor.status().rollouts()).isEqualTo(20);
            assertThat(actor.status().tokensPerSecond()).isPositive();
        }
    }

    @Test
    void theAnswerDependsOnTheSeedOfTheTicketAndNotOnTheBatch() {
        Ticket ticket = ActorTestTopics.ticket(3, 0, AnsweringModel.picture(3));
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issue(ticket);
            Eventually.holds("the first rollout", () -> stream.rollouts().size() == 1);
            stream.issue(
                    ActorTestTopics.ticket(1, 0, null),
                    ticket,
                    ActorTestTopics.ticket(2, 0, AnsweringModel.picture(2)));
            Eventually.holds("four rollouts", () -> stream.rollouts().size() == 4);

            List<Rollout> both = stream.rollouts().stream()
                    .filter(rollout -> rollout.ticketId().equals(ticket.ticketId()))
                    .toList();
            assertThat(both.get(0).tokens()).isEqualTo(both.get(1).tokens());
            assertThat(actor.status().failure()).isEmpty();
        }
    }

    @Test
    void aTicketForSeveralSamplesProducesThatManyDifferentRollouts() {
        Ticket one = ActorTestTopics.ticket(1, 0, null);
        Ticket three = new Ticket(
                one.ticketId(),
                one.runId(),
                one.sequence(),
                one.purpose(),
                0,
                0,
                3,
                one.sampling(),
                one.question(),
                Optional.empty(),
                one.issuedAtMillis(),
                one.policy());
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issue(three);
            Eventually.holds("three rollouts", () -> stream.rollouts().size() == 3);

            assertThat(stream.rollouts())
                    .extracting(Rollout::rolloutId)
                    .containsExactlyInAnyOrder("run/1/0", "run/1/1", "run/1/2");
            assertThat(stream.rollouts()).extracting(Rollout::text).doesNotHaveDuplicates();
            assertThat(actor.status().failure()).isEmpty();
        }
    }

    @Test
    void unanswerableTicketsGoToDeadLettersWithTheReasonAndTheOthersAreAnswered() {
        ImagePayload corrupt = ImagePayload.inline(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3}, "image/png");
        ImagePayload whole = AnsweringModel.picture(4);
        ImagePayload swapped = new ImagePayload(
                corrupt.sha256(), "image/png", whole.byteLength(), whole.inline(), Optional.empty(), Optional.empty());
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issueNonsense("run/100");
            stream.issue(
                    ActorTestTopics.ticket(1, 0, corrupt),
                    ActorTestTopics.ticket(2, 0, swapped),
                    ActorTestTopics.ticket(3, 0, "long ".repeat(100), null, 12),
                    ActorTestTopics.ticket(4, 0, whole));
            Eventually.holds(
                    "one rollout, four dead letters",
                    () -> stream.rollouts().size() == 1 && stream.deadLetters().size() == 4);

            assertThat(stream.rollouts().get(0).ticketId()).isEqualTo("run/4");
            Map<String, String> reasons = new HashMap<>();
            stream.deadLetters().forEach(letter -> {
                DeadLetterCause cause = DeadLetters.cause(letter.headers());
                assertThat(cause.stage()).isEqualTo("actor");
                reasons.put(cause.ticketId().orElseThrow(), cause.reason());
            });
            assertThat(reasons.get("run/100")).contains("the value has 3 bytes");
            assertThat(reasons.get("run/1")).contains("image");
            assertThat(reasons.get("run/2")).contains("sha256");
            assertThat(reasons.get("run/3")).contains("tokens, the limit is");
            Eventually.holds("the counters", () -> actor.status().deadLetters() == 4);
        }
    }

    @Test
    void aTicketWithoutAnOutcomeGoesToDeadLettersAtItsLastDelivery() {
        Settings impatient = stream.settings("actor.version.patience.ms", "10");
        try (ActorService actor = ActorService.start(impatient, model)) {
            stream.issue(ActorTestTopics.ticket(1, 7, null));
            Eventually.holds("a dead letter", () -> stream.deadLetters().size() == 1);

            DeadLetterCause cause =
                    DeadLetters.cause(stream.deadLetters().get(0).headers());
            assertThat(cause.ticketId()).contains("run/1");
            assertThat(cause.reason()).isEqualTo("delivered 5 times without an outcome");
            assertThat(actor.status().released()).isEqualTo(4);
        }
    }

    @Test
    void aTicketHeldLongerThanItsLockIsNotDeliveredAgain() throws Exception {
        kafka.setLock(stream.group(), Duration.ofSeconds(4));
        try (ActorService first = ActorService.start(stream.settings("actor.id", "first", "actor.lanes", "1"), model);
                ActorService second =
                        ActorService.start(stream.settings("actor.id", "second", "actor.lanes", "1"), model)) {
            Ticket[] inAllPartitions = LongStream.range(0, 12)
                    .mapToObj(i -> ActorTestTopics.ticket(i, 1, new Question("p" + i, "Who?", Optional.empty()), 4))
                    .toArray(Ticket[]::new);
            stream.issue(inAllPartitions);
            Eventually.holds(
                    "each ticket is held for longer than a lock, which takes three renewals",
                    () -> first.status().renewals() + second.status().renewals() >= 4 * inAllPartitions.length);
            assertThat(stream.rollouts()).isEmpty();
            try (var scope = model.newScope();
                    var adapter = AnsweringModel.adapter(model, scope, 5)) {
                stream.publish(model, adapter, 1);
            }
            Eventually.holds("all rollouts", () -> stream.rollouts().size() >= 12);

            assertThat(stream.rollouts()).extracting(Rollout::ticketId).doesNotHaveDuplicates();
            assertThat(stream.rollouts()).extracting(Rollout::deliveryCount).containsOnly(1);
            assertThat(stream.rollouts()).extracting(Rollout::oldestVersion).containsOnly(1);
            assertThat(first.status().failure()).isEmpty();
            assertThat(second.status().failure()).isEmpty();
        }
    }

    @Test
    void aClosingActorReleasesTicketsThatHaveNotStarted() {
        ActorService leaving = ActorService.start(stream.settings("actor.id", "leaving"), model);
        stream.issue(ActorTestTopics.ticket(1, 0, null), ActorTestTopics.ticket(2, 1, null));
        Eventually.holds("the first of a round of two", () -> stream.rollouts().size() == 1);
        leaving.close();
        assertThat(leaving.status().released()).isEqualTo(1);

        try (ActorService staying = ActorService.start(stream.settings("actor.id", "staying"), model);
                var scope = model.newScope();
                var adapter = AnsweringModel.adapter(model, scope, 5)) {
            stream.publish(model, adapter, 1);
            Eventually.holds("the second", () -> stream.rollouts().size() == 2);

            assertThat(stream.rollouts().get(1).actorId()).isEqualTo("staying");
            assertThat(stream.rollouts().get(1).deliveryCount()).isEqualTo(2);
            assertThat(staying.status().adapterVersion()).isEqualTo(1);
        }
    }

    @Test
    void aTicketOfANewerBuildIsReleasedAndTheActorTakesNoMoreUntilItIsUpgraded() {
        try (ActorService actor = ActorService.start(stream.settings(), model)) {
            stream.issueOfNewerBuild(ActorTestTopics.ticket(1, 0, null));

            Eventually.holds(
                    "not ready",
                    () -> actor.unserved()
                            .filter(why -> why.contains("upgrade this role"))
                            .isPresent());
            Eventually.holds("released", () -> actor.status().released() > 0);

            assertThat(actor.status().failure()).isEmpty();
            assertThat(actor.status().deadLetters()).isZero();
        }
    }

    @Test
    void anActorWithoutTopicsIsRejectedInOneLine() {
        Settings elsewhere = stream.settings("topics.prefix", kafka.newNames().prefix());

        assertThatThrownBy(() -> ActorService.start(elsewhere, model))
                .isInstanceOf(MissingTopicException.class)
                .hasMessageContaining("run-state")
                .hasMessageContaining("factstream topics apply");
    }

    @Test
    void anActorWhoseOutcomesTheBrokerRefusesGivesItsTicketsBackAndStopsWithTheCause() {
        kafka.setTopicConfig(stream.names().rollouts(), "max.message.bytes", "64");
        ActorRole refused = ActorRole.start(stream.settings("actor.id", "refused", "actor.lanes", "1"), model);
        try {
            stream.issue(LongStream.range(0, 6)
                    .mapToObj(i -> ActorTestTopics.ticket(i, 0, null))
                    .toArray(Ticket[]::new));
            Eventually.holds("it fails", () -> refused.failure().isPresent());
            assertThat(refused.failure().orElseThrow())
                    .isInstanceOf(KafkaException.class) // exit code 69
                    .hasMessageContaining(
                            "outcomes cannot be written to " + stream.names().rollouts())
                    .hasMessageContaining("max.message.bytes");
        } finally {
            assertThat(refused.close(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(refused.status().rollouts()).isZero();

        kafka.setTopicConfig(stream.names().rollouts(), "max.message.bytes", "1048588");
        try (ActorService other = ActorService.start(stream.settings("actor.id", "other"), model)) {
            Eventually.holds("six rollouts", () -> stream.rollouts().size() == 6);
            assertThat(stream.rollouts()).extracting(Rollout::deliveryCount).allMatch(count -> count <= 2);
            assertThat(stream.deadLetters()).isEmpty();
            assertThat(other.status().failure()).isEmpty();
        }
    }
}
