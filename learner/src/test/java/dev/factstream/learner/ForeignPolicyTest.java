package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.batch.ForeignPolicyException;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ForeignPolicyTest {

    private static final int BATCH = 4;

    @TempDir
    Path folder;

    private KafkaFixture kafka;
    private VisionLanguageModel model;

    @BeforeEach
    void load(KafkaFixture fixture) {
        kafka = fixture;
        model = TinyModel.load(folder.resolve("model"), 1);
    }

    @AfterEach
    void free() {
        model.close();
    }

    @Test
    void aRolloutOfAnAdapterThatTheRunHasNotPublishedIsDroppedAndItsQuestionAskedAgain() {
        TopicNames names = topics();
        Function<Ticket, Outcome> plan =
                ticket -> ticket.sequence() == 2 * BATCH + 1 ? Outcome.FOREIGN_POLICY : Outcome.ANSWER;
        try (ScriptedActor actor = actor(names, plan);
                Learner learner = learner(names)) {
            learner.run(4, report -> {});
        }
        assertThat(books(names)).hasToString("tickets issued 25 = trained 16 + dropped 1 + dead 0 + outstanding 8");
        assertThat(ledger(names).stream().flatMap(record -> record.drops().stream()))
                .extracting(DroppedTicket::reason)
                .containsExactly(DropReason.FOREIGN_POLICY);
    }

    @Test
    void aRunWhoseTicketsOnlyAForeignPolicyAnswersStopsWithTheReason() {
        TopicNames names = topics();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.FOREIGN_POLICY);
                Learner learner = learner(names)) {
            assertThatThrownBy(() -> learner.run(4, report -> {}))
                    .isInstanceOf(ForeignPolicyException.class)
                    .hasMessageContaining("adapters that this run has not published")
                    .hasMessageContaining("actor actor");
        }
        assertThat(ledger(names)).allMatch(record -> record.inputs().isEmpty());
    }

    private TopicNames topics() {
        TopicNames names = kafka.newTopics();
        TinyRollouts.publishQuestions(kafka.clients(), names);
        return names;
    }

    private ScriptedActor actor(TopicNames names, Function<Ticket, Outcome> plan) {
        return new ScriptedActor(kafka, names, plan);
    }

    private Learner learner(TopicNames names) {
        Settings settings = Settings.of(
                LearnerSettings.class,
                Map.of(
                        "learner.run.id", "run",
                        "learner.rollouts.per.version", Integer.toString(BATCH),
                        "learner.ppo.minibatch", "2",
                        "learner.lora.rank", "2",
                        "learner.sampling.max.tokens", "8"));
        return new Learner(
                LearnerSettings.from(settings),
                kafka.clients(),
                names,
                FrozenModels.of(model),
                folder.resolve("run"),
                Clock.systemUTC());
    }

    private List<LedgerRecord> ledger(TopicNames names) {
        return new LedgerReader(kafka.clients(), names).records("run");
    }

    private TicketBalance books(TopicNames names) {
        return new TicketBalanceReader(kafka.clients(), names).read("run");
    }
}
