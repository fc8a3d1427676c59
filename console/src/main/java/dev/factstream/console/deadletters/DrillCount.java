package dev.factstream.console.deadletters;

import dev.factstream.learner.log.TopicScan;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** Counts from the topics what became of a drill's good rollouts and of its poison. */
final class DrillCount {
    /** The run of the good rollouts. */
    static final String GOOD = "good";

    /** Begins the keys of poison: {@code poison/NUMBER}. */
    static final String POISON = "poison";

    private final KafkaClients clients;
    private final TopicNames names;
    private final Map<String, Integer> scored = new HashMap<>();
    private final Map<String, Integer> buried = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    DrillCount(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    /**
     * Counts.
     *
     * @param good how many rollouts were published, beside one at the end that must be scored too
     * @param state of the scorer
     */
    DrillResult of(int good, int poison, KafkaStreams.State state) {
        read();
        int scoredOnce = 0;
        for (int number = 0; number < good; number++) {
            scoredOnce += takeOne(scored, id(number));
        }
        boolean running = takeOne(scored, id(good)) == 1 && state.isRunningOrRebalancing();
        Map<Poison, DrillResult.Kind> kinds = new EnumMap<>(Poison.class);
        for (int number = 0; number < poison; number++) {
            String key = POISON + "/" + number;
            DrillResult.Kind one = new DrillResult.Kind(1, takeOne(buried, key), reasons.getOrDefault(key, "none"));
            kinds.merge(Poison.ofNumber(number), one, DrillResult.Kind::plus);
        }
        return new DrillResult(good, scoredOnce, kinds, scored.size() + buried.size(), running);
    }

    private void read() {
        TopicScan scan = new TopicScan(clients);
        scan.read(
                names.scoredRollouts(),
                record -> scored.merge(
                        Codecs.SCORED.decode(record.value()).rollout().rolloutId(), 1, Integer::sum));
        scan.read(names.deadLetters(), record -> {
            String key = Keys.text(record.key());
            String reason = DeadLetters.why(record.headers()).reason();
            boolean given = !reason.isBlank() && !reason.equals("unknown");
            buried.merge(given ? key : key + " without a reason", 1, Integer::sum);
            reasons.put(key, reason);
        });
    }

    private static String id(int number) {
        return Rollout.id(Ticket.id(GOOD, number), 0);
    }

    /** 1 if it was counted exactly once, and then it is counted no more; otherwise 0. */
    private static int takeOne(Map<String, Integer> counts, String id) {
        return counts.remove(id, 1) ? 1 : 0;
    }
}
