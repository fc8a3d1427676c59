package dev.factstream.learner;

import dev.factstream.infra.fixture.TestPictures;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Scored rollouts about {@link TinyModel}'s two pictures. */
public final class TinyRollouts {

    private TinyRollouts() {}

    /** A question about the red (even) or blue (odd) picture. */
    public static Question question(int number) {
        ImagePayload picture = TestPictures.payload(number % 2 == 0 ? Color.RED : Color.BLUE);
        return new Question("prompt-" + number, "Is it red?", Optional.of(picture));
    }

    /** Publishes six questions to the prompt pool, alternating between both pictures. */
    static void publishQuestions(KafkaClients clients, TopicNames names) {
        TestRecords.send(
                clients,
                IntStream.range(0, 6)
                        .mapToObj(TinyRollouts::question)
                        .map(question -> new ProducerRecord<>(
                                names.promptPool(),
                                RecordKeys.bytes(question.promptId()),
                                Codecs.POOL.encode(new PoolEntry(question, AnswerKind.YES_NO, "train"))))
                        .toList());
    }

    /** Sampling options of train tickets. */
    public static Sampling sampling() {
        return new Sampling(1, 1, 0, 8, 0);
    }

    /** A rollout of a ticket of run {@code run}, with all tokens from {@code version}. */
    public static Rollout rollout(Ticket ticket, int[] tokens, float[] logProbs, int version) {
        return rollout(ticket, tokens, logProbs, List.of(new VersionRun(version, tokens.length)));
    }

    /** A rollout with tokens from several versions. */
    public static Rollout rollout(Ticket ticket, int[] tokens, float[] logProbs, List<VersionRun> versions) {
        return rollout(ticket, tokens, logProbs, versions, "none");
    }

    /** A rollout whose last token comes from the adapter with that hash. */
    public static Rollout rollout(
            Ticket ticket, int[] tokens, float[] logProbs, List<VersionRun> versions, String adapterHash) {
        return new Rollout(
                Rollout.id(ticket.ticketId(), 0),
                ticket.ticketId(),
                0,
                ticket.runId(),
                ticket.purpose(),
                ticket.minVersion(),
                ticket.question(),
                ticket.sampling(),
                tokens,
                logProbs,
                1,
                versions,
                adapterHash,
                "yes",
                FinishReason.STOP,
                new Timings(0, 1, 0, 0),
                "actor",
                1);
    }

    /** A ticket of run {@code run} about {@link #question}. */
    public static Ticket ticket(int number) {
        return new Ticket(
                Ticket.id("run", number),
                "run",
                number,
                Purpose.TRAIN,
                0,
                0,
                1,
                sampling(),
                question(number),
                Optional.empty(),
                0,
                Optional.empty());
    }

    /** The rollout with {@code reward} as its correctness reward. */
    public static ScoredRollout scored(Rollout rollout, double reward) {
        return new ScoredRollout(
                rollout,
                new RewardParts(OptionalDouble.empty(), reward, 0, 0),
                reward > 0,
                AnswerKind.YES_NO,
                "symbolic",
                "default",
                "facts",
                0);
    }

    /** The same rollout, scored by another reward model. */
    public static ScoredRollout scoredBy(String rewardModelId, ScoredRollout scored) {
        return new ScoredRollout(
                scored.rollout(),
                scored.reward(),
                scored.correct(),
                scored.answerKind(),
                rewardModelId,
                scored.rewardProfile(),
                scored.factsHash(),
                scored.scoredAtMillis());
    }

    /** Answers {@code token, end} with alternating rewards +1 and -1, recorded with log-probability {@code logProb}. */
    public static List<ScoredRollout> batch(int count, int good, int bad, float logProb) {
        ScoredRollout[] batch = new ScoredRollout[count];
        for (int i = 0; i < count; i++) {
            int[] tokens = {i % 2 == 0 ? good : bad, 2};
            float[] logProbs = new float[tokens.length];
            Arrays.fill(logProbs, logProb);
            batch[i] = scored(rollout(ticket(2 * i), tokens, logProbs, 0), i % 2 == 0 ? 1 : -1);
        }
        return List.of(batch);
    }
}
