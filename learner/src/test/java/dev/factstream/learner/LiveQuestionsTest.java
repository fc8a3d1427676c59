package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.checkpoint.LearnerCheckpointException;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Questions are published and retired while a run asks them. Rounds have two batches, and so does eta = 1. */
@ExtendWith(KafkaExtension.class)
class LiveQuestionsTest {
    private static final String[] SETTINGS = {
        "learner.prompt.round.versions", "2", "learner.prompt.sources", "added:1,*:1"
    };
    private static final int CHANGE = 3; // half of the third round has been asked by then
    private static final int LAST = 8;
    private static final List<String> RETIRED = List.of("prompt-0", "prompt-1");

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
    void aRunKilledWithinARoundResumesToTheSameVersionsThoughThePoolChangesMeanwhile() throws IOException {
        ScriptedRun through = run("through");
        try (ScriptedActor actor = through.actor(ticket -> Outcome.ANSWER);
                Learner learner = through.learner(SETTINGS)) {
            learner.run(CHANGE, report -> {});
            changePool(through);
            learner.run(LAST, report -> {});
        }
        ScriptedRun broken = run("broken");
        try (ScriptedActor actor = broken.actor(ticket -> Outcome.ANSWER);
                Learner killed = broken.learner(SETTINGS)) {
            killed.run(CHANGE, report -> {});
            changePool(broken);
            // the first learner is not closed: it stops as if it had been killed, and the second one fences it
            try (Learner resumed = broken.learner(SETTINGS)) {
                assertThat(resumed.version()).isEqualTo(CHANGE);
                resumed.run(LAST, report -> {});
            }
        }

        List<LedgerRecord> expected = through.ledger();
        List<LedgerRecord> made = broken.ledger();
        assertThat(made).hasSize(LAST + 1).map(LedgerRecord::adapterHash).isEqualTo(map(expected));
        assertThat(made)
                .map(LedgerRecord::round)
                .isEqualTo(expected.stream().map(LedgerRecord::round).toList());
        assertThat(questions(broken)).isEqualTo(questions(through));
        checkQuestions(through);
        assertThat(rounds(broken)).isEqualTo(roundsOfCheckpoints(broken, made));
    }

    @Test
    void aRoundThatIsMissingOrDamagedIsNamed() throws IOException {
        ScriptedRun run = run("run");
        run.make(1, SETTINGS);
        Path round = run.dir()
                .resolve("rounds")
                .resolve(run.history().recordOf(1).round().orElseThrow());
        byte[] bytes = Files.readAllBytes(round);
        bytes[bytes.length / 2] ^= 1;
        Files.write(round, bytes);
        assertThatThrownBy(() -> run.learner(SETTINGS))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining(round + " has sha256")
                .hasMessageContaining("restore it from a copy");
        Files.delete(round);
        assertThatThrownBy(() -> run.learner(SETTINGS))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("cannot read round " + round);
    }

    private ScriptedRun run(String name) {
        return new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve(name)).withQuestions();
    }

    private static List<String> map(List<LedgerRecord> ledger) {
        return ledger.stream().map(LedgerRecord::adapterHash).toList();
    }

    private static void changePool(ScriptedRun run) {
        for (int number = 6; number < 9; number++) {
            Question question = TinyRollouts.question(number);
            send(
                    run,
                    question.promptId(),
                    Codecs.POOL.encode(new PoolEntry(question, AnswerKind.YES_NO, "train", Optional.of("added"))));
        }
        RETIRED.forEach(promptId -> send(run, promptId, null));
    }

    private static void send(ScriptedRun run, String promptId, byte[] value) {
        TestRecords.send(
                run.clients(), new ProducerRecord<>(run.names().promptPool(), RecordKeys.bytes(promptId), value));
    }

    /** Tickets of the run are half of the new source from the next round on, and none is of a retired question. */
    private static void checkQuestions(ScriptedRun run) {
        Map<String, String> questions = questions(run);
        List<String> asked = run.ledger().stream()
                .flatMap(record -> record.inputs().stream())
                .map(input -> questions.get(input.ticketId()))
                .toList();
        int issuedBefore = (CHANGE + 2) * ScriptedRun.BATCH;
        assertThat(asked.subList(0, issuedBefore)).containsAll(RETIRED).doesNotContain("prompt-6");
        List<String> after = asked.subList(issuedBefore, asked.size());
        assertThat(after).doesNotContainAnyElementsOf(RETIRED).contains("prompt-6", "prompt-7", "prompt-8");
        int passedOver = run.ledger().stream()
                .mapToInt(record -> record.metrics()
                        .getOrDefault(MetricNames.POOL_PASSED_OVER, 0.0)
                        .intValue())
                .sum();
        assertThat(passedOver).isPositive();
        List<String> nextRounds = after.subList(ScriptedRun.BATCH - passedOver, after.size());
        assertThat(nextRounds.subList(0, 2 * ScriptedRun.BATCH))
                .filteredOn(id -> id.compareTo("prompt-6") >= 0)
                .hasSize(ScriptedRun.BATCH);
        assertThat(run.history().recordOf(LAST).metrics()).containsEntry(MetricNames.POOL_QUESTIONS, 7.0);
    }

    /** The promptId of each ticket. */
    private static Map<String, String> questions(ScriptedRun run) {
        Map<String, String> questions = new HashMap<>();
        TestRecords.read(run.clients(), run.names().prompts(), (LAST + 2) * ScriptedRun.BATCH)
                .forEach(raw -> {
                    Ticket ticket = Codecs.TICKETS.decode(raw.value());
                    questions.put(ticket.ticketId(), ticket.question().promptId());
                });
        return questions;
    }

    private static Set<String> rounds(ScriptedRun run) throws IOException {
        try (Stream<Path> files = Files.list(run.dir().resolve("rounds"))) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static Set<String> roundsOfCheckpoints(ScriptedRun run, List<LedgerRecord> ledger) {
        Set<String> named = new TreeSet<>();
        ledger.stream()
                .filter(record -> Files.exists(run.dir().resolve("checkpoints").resolve(record.checkpointFolder())))
                .forEach(record -> named.add(record.round().orElseThrow()));
        return named;
    }
}
