package dev.factstream.lab.drill;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** Counts from the topics the outcomes of a drill's good rollouts and poison records. */
final class DrillOutcomeCounter {
    /** The run id of the good rollouts. */
    static final String GOOD = "good";

    /** The prefix of the keys of poison records: {@code poison/NUMBER}. */
    static final String POISON = "poison";

    private final KafkaClients clients;
    private final TopicNames names;
    private final Map<String, Integer> scored = new HashMap<>();
    private final Map<String, Integer> dead = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    DrillOutcomeCounter(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /**
     * Reads the topics and counts.
     *
     * @param good the number of published rollouts, without the last one, which must be scored too
     * @param poison the number of published poison records
     * @param state the state of the scorer
     */
    DrillResult count(int good, int poison, KafkaStreams.State state) {
        read();
        int scoredOnce = 0;
        for (int number = 0; number < good; number++) {
            scoredOnce += takeOne(scored, id(number));
        }
        boolean running = takeOne(scored, id(good)) == 1 && state.isRunningOrRebalancing();
        Map<PoisonKind, DrillResult.PoisonCount> kinds = new EnumMap<>(PoisonKind.class);
        for (int number = 0; number < poison; number++) {
            String key = POISON + "/" + number;
            DrillResult.PoisonCount one =
                    new DrillResult.PoisonCount(1, takeOne(dead, key), reasons.getOrDefault(key, "none"));
            kinds.merge(PoisonKind.forNumber(number), one, DrillResult.PoisonCount::plus);
        }
        return new DrillResult(good, scoredOnce, kinds, scored.size() + dead.size(), running);
    }

    private void read() {
        TopicScanner scan = new TopicScanner(clients);
        scan.read(
                names.scoredRollouts(),
                record -> scored.merge(
                        Codecs.SCORED.decode(record.value()).rollout().rolloutId(), 1, Integer::sum));
        scan.read(names.deadLetters(), record -> {
            String key = RecordKeys.text(record.key());
            String reason = DeadLetters.cause(record.headers()).reason();
            boolean hasReason = !reason.isBlank() && !reason.equals("unknown");
            dead.merge(hasReason ? key : key + " without a reason", 1, Integer::sum);
            reasons.put(key, reason);
        });
    }

    private static String id(int number) {
        return Rollout.id(Ticket.id(GOOD, number), 0);
    }

    /** Returns 1 and removes the id if it was counted exactly once; returns 0 otherwise. */
    private static int takeOne(Map<String, Integer> counts, String id) {
        return counts.remove(id, 1) ? 1 : 0;
    }
}
