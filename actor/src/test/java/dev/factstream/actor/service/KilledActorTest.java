package dev.factstream.actor.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ai.djl.Device;
import dev.factstream.actor.ActorTestTopics;
import dev.factstream.actor.AnsweringModel;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.JavaProcess;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.Ticket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class KilledActorTest {
    private static final int TICKETS = 8;

    @TempDir
    Path folder;

    @Test
    void ticketsOfAKilledActorAreAnsweredByAnother(KafkaFixture kafka) throws Exception {
        Path weights = folder.resolve("model");
        AnsweringModel.write(weights, 13);
        try (VisionLanguageModel model = VisionLanguageModel.load(weights, Device.cpu());
                ActorTestTopics stream = new ActorTestTopics(kafka, model)) {
            // one round: once the first ticket is answered, the actor holds the others, which have to wait
            Ticket[] round = LongStream.range(0, TICKETS)
                    .mapToObj(i -> ActorTestTopics.ticket(i, i == 0 ? 0 : 1, null))
                    .toArray(Ticket[]::new);
            Process killed = ActorProcess.start(
                    folder.resolve("killed.log"),
                    stream.values("actor.id", "killed", "actor.model", weights.toString()));
            try {
                stream.issue(round);
                Eventually.holds("the first answer", () -> stream.rollouts().size() == 1);
            } finally {
                JavaProcess.kill(killed);
            }
            answerWithAnother(stream, model);

            assertThat(stream.rollouts())
                    .extracting(Rollout::ticketId)
                    .contains(List.of(round).stream().map(Ticket::ticketId).toArray(String[]::new));
            assertThat(stream.rollouts())
                    .filteredOn(rollout -> rollout.minVersion() == 1)
                    .hasSize(TICKETS - 1)
                    .extracting(Rollout::deliveryCount, Rollout::actorId)
                    .containsOnly(tuple(2, "successor"));
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    private static void answerWithAnother(ActorTestTopics stream, VisionLanguageModel model) {
        try (var scope = model.newScope();
                var adapter = AnsweringModel.adapter(model, scope, 3);
                ActorService successor = ActorService.start(stream.settings("actor.id", "successor"), model)) {
            stream.publish(model, adapter, 1);
            Eventually.holds(
                    "the other answers",
                    () -> stream.rollouts().stream()
                                    .filter(rollout -> rollout.minVersion() == 1)
                                    .count()
                            == TICKETS - 1);
            assertThat(successor.status().failure()).isEmpty();
        }
    }
}
