package dev.factstream.lab.bench;

import dev.factstream.learner.pool.LivePool;
import dev.factstream.learner.pool.PoolQuestion;
import dev.factstream.learner.pool.PromptMix;
import dev.factstream.learner.pool.QuestionRounds;
import dev.factstream.learner.pool.SourceShares;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Measures the heap and the time that a large prompt pool costs a learner. For one thread. */
public final class PromptPoolCost {
    private static final String SPLIT = "train";
    private static final int COLLECTIONS = 3;
    private static final int HASH_DIGITS = 16;
    private static final long SEED = 1;
    private static final int ROUND_VERSIONS = 8;

    private final KafkaClients clients;
    private final TopicNames names;

    /**
     * What the pool costs.
     *
     * @param heapBytes live heap of the index of questions, with the texts that are kept
     * @param readSeconds time to read the topic, as at the start of a learner
     * @param drawSeconds time to draw a round
     * @param lookupSeconds time to read text and picture of one version's questions
     */
    public record Cost(long heapBytes, double readSeconds, double drawSeconds, double lookupSeconds) {}

    /** @param names the names of existing topics */
    public PromptPoolCost(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /** Publishes questions of 90 characters, with promptIds of the length that {@code data publish} gives. */
    public void publish(int questions, Consumer<Integer> progress) {
        AnswerKind[] kinds = AnswerKind.values();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("bench"))) {
            for (int i = 0; i < questions; i++) {
                String promptId = String.format(
                        Locale.ROOT,
                        "bench-%08d.%s",
                        i,
                        Sha256.hex(List.of(Integer.toString(i))).substring(0, HASH_DIGITS));
                String text = String.format(
                        Locale.ROOT,
                        "Is there a thing of the kind with the number %08d beside the other things in this picture?",
                        i);
                producer.send(new ProducerRecord<>(
                        names.promptPool(),
                        RecordKeys.bytes(promptId),
                        Codecs.POOL.encode(new PoolEntry(
                                new Question(promptId, text, Optional.empty()),
                                kinds[i % kinds.length],
                                SPLIT,
                                Optional.of("bench")))));
                if ((i + 1) % 100_000 == 0) {
                    progress.accept(i + 1);
                }
            }
            producer.flush();
        }
    }

    /** Measures the published pool. @param rolloutsPerVersion questions that are looked up at once */
    public Cost measure(int rolloutsPerVersion) {
        long before = liveHeap();
        long begin = System.nanoTime();
        try (LivePool pool = LivePool.open(clients, names, SPLIT)) {
            double readSeconds = secondsSince(begin);
            long heap = liveHeap() - before;
            QuestionRounds rounds = new QuestionRounds(
                    pool, PromptMix.PAPER, SourceShares.NONE, SEED, ROUND_VERSIONS * rolloutsPerVersion);
            begin = System.nanoTime();
            rounds.at(0);
            double drawSeconds = secondsSince(begin);
            List<PoolQuestion> asked = LongStream.range(0, rolloutsPerVersion)
                    .mapToObj(position ->
                            rounds.find(rounds.at(position).orElseThrow()).orElseThrow())
                    .toList();
            begin = System.nanoTime();
            int found = rounds.read(asked).size();
            double lookupSeconds = secondsSince(begin);
            if (found < asked.stream().distinct().count()) {
                throw new IllegalStateException("only " + found + " of " + asked.size() + " questions were found");
            }
            return new Cost(heap, readSeconds, drawSeconds, lookupSeconds);
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long liveHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
