package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.batch.ForeignPolicyException;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ticket.Ticket;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class ForeignPolicyTest {

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
        ScriptedRun run = run();
        Function<Ticket, Outcome> plan =
                ticket -> ticket.sequence() == 2 * ScriptedRun.BATCH + 1 ? Outcome.FOREIGN_POLICY : Outcome.ANSWER;
        try (ScriptedActor actor = run.actor(plan);
                Learner learner = run.learner()) {
            learner.run(4, report -> {});
        }
        assertThat(run.books()).hasToString("tickets issued 25 = trained 16 + dropped 1 + dead 0 + outstanding 8");
        assertThat(run.ledger().stream().flatMap(record -> record.drops().stream()))
                .extracting(DroppedTicket::reason)
                .containsExactly(DropReason.FOREIGN_POLICY);
    }

    @Test
    void aRunWhoseTicketsOnlyAForeignPolicyAnswersStopsWithTheReason() {
        ScriptedRun run = run();
        try (ScriptedActor actor = run.actor(ticket -> Outcome.FOREIGN_POLICY);
                Learner learner = run.learner()) {
            assertThatThrownBy(() -> learner.run(4, report -> {}))
                    .isInstanceOf(ForeignPolicyException.class)
                    .hasMessageContaining("adapters that this run has not published")
                    .hasMessageContaining("actor actor");
        }
        assertThat(run.ledger()).allMatch(record -> record.inputs().isEmpty());
    }

    private ScriptedRun run() {
        return new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve("run")).withQuestions();
    }
}
