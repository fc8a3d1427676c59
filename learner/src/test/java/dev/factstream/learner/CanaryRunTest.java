package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.wire.Codecs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class CanaryRunTest {
    private static final String[] CANARIES = {"learner.canary.every", "2", "learner.canary.size", "2"};

    @TempDir
    Path folder;

    @Test
    void canariesAreTheSameEverySecondVersionAndNeverTrainedOnAndTheTicketsBalance(KafkaFixture kafka) {
        try (VisionLanguageModel model = TinyModel.load(folder.resolve("model"), 1)) {
            ScriptedRun run =
                    new ScriptedRun(kafka.clients(), kafka.newTopics(), model, folder.resolve("run")).withQuestions();
            run.make(2, CANARIES);
            run.make(5, CANARIES); // a restart issues no ticket twice

            assertThat(run.books())
                    .hasToString("tickets issued 34 = trained 20 + dropped 0 + dead 0 + outstanding 8 + canary 6");
            assertThat(run.books().faults()).isEmpty();
            List<Ticket> canaries = new ArrayList<>(tickets(run, 34));
            assertThat(canaries).extracting(Ticket::sequence).containsExactlyElementsOf(sequences(34));
            List<String> trainedOn = canaries.stream()
                    .filter(ticket -> ticket.purpose() == Purpose.TRAIN)
                    .map(ticket -> ticket.question().promptId())
                    .toList();
            canaries.removeIf(ticket -> ticket.purpose() == Purpose.TRAIN);
            assertThat(canaries).extracting(Ticket::minVersion).containsExactly(0, 0, 2, 2, 4, 4);
            List<Ticket> first = canaries.subList(0, 2);
            for (List<Ticket> later : List.of(canaries.subList(2, 4), canaries.subList(4, 6))) {
                assertThat(later).map(ticket -> ticket.question().promptId()).isEqualTo(promptIds(first));
                assertThat(later)
                        .map(ticket -> ticket.sampling().seed())
                        .isEqualTo(first.stream()
                                .map(ticket -> ticket.sampling().seed())
                                .toList());
            }
            assertThat(trainedOn).doesNotContainAnyElementsOf(promptIds(first));
            List<String> learned = run.history().records(5).stream()
                    .map(LedgerRecord::inputs)
                    .flatMap(List::stream)
                    .map(InputCoordinate::ticketId)
                    .toList();
            assertThat(learned)
                    .hasSize(ScriptedRun.BATCH)
                    .doesNotContainAnyElementsOf(
                            canaries.stream().map(Ticket::ticketId).toList());
            assertThat(run.history().recordOf(5).nextSequence()).isEqualTo(34);
            assertThat(run.replay(4, 5)).hasSizeGreaterThan(1).allMatch(VersionComparison::equal);
        }
    }

    private static List<String> promptIds(List<Ticket> tickets) {
        return tickets.stream().map(ticket -> ticket.question().promptId()).toList();
    }

    private static List<Long> sequences(int count) {
        return IntStream.range(0, count).mapToObj(Long::valueOf).toList();
    }

    private static List<Ticket> tickets(ScriptedRun run, int count) {
        return TestRecords.read(run.clients(), run.names().prompts(), count).stream()
                .map(raw -> Codecs.TICKETS.decode(raw.value()))
                .sorted(Comparator.comparing(Ticket::sequence))
                .toList();
    }
}
