package dev.factstream.learner;

import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Answers every ticket on the real topic with an answer that depends on the ticket alone, so that two runs see the same
 * experience regardless of timing. A plan can give tickets other outcomes.
 */
final class ScriptedActor implements AutoCloseable {

    /** The outcome of a ticket. */
    enum Outcome {
        ANSWER,
        ANSWER_TWICE,
        NOT_A_NUMBER,
        HUGE_REWARD,
        FOREIGN_REWARD_MODEL,
        OLD_POLICY,
        FOREIGN_TOKEN,
        ENDLESS,
        IMPOSSIBLE,
        FUTURE_POLICY,
        OTHER_QUESTION,
        FOREIGN_POLICY,
        DEAD_LETTER,
        NO_ANSWER
    }

    private final TopicNames names;
    private final Function<Ticket, Outcome> plan;
    private final TopicFollower tickets;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, String> hashes = new HashMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "scripted-actor");
    private volatile boolean stopping;

    ScriptedActor(KafkaFixture kafka, TopicNames names, Function<Ticket, Outcome> plan) {
        this(kafka.clients(), names, plan);
    }

    ScriptedActor(KafkaClients clients, TopicNames names, Function<Ticket, Outcome> plan) {
        this.names = names;
        this.plan = plan;
        tickets = TopicFollower.open(
                clients.consumer("scripted-actor"), StartOffsets.beginning(), names.prompts(), names.adapters());
        producer = new KafkaProducer<>(clients.producer("scripted-actor"));
        thread.start();
    }

    private void work() {
        while (!stopping) {
            tickets.poll(Duration.ofMillis(50), raw -> {
                if (raw.value() == null) {
                    return; // the tombstone of a version that is no longer kept
                }
                if (raw.topic().equals(names.adapters())) {
                    AdapterManifest manifest = Codecs.MANIFESTS.decode(raw.value());
                    hashes.put(adapter(manifest.runId(), manifest.version()), manifest.adapterHash());
                } else {
                    waiting.add(raw);
                }
            });
            List<ConsumerRecord<byte[], byte[]>> known =
                    waiting.stream().filter(this::hasAdapter).toList();
            waiting.removeAll(known);
            known.forEach(this::answer);
            producer.flush();
        }
    }

    /** A ticket can be read before the manifest of the version that issued it. */
    private boolean hasAdapter(ConsumerRecord<byte[], byte[]> raw) {
        Ticket ticket = Codecs.TICKETS.decode(raw.value());
        return ticket.issuedAtVersion() == 0 || hashes.containsKey(adapter(ticket.runId(), ticket.issuedAtVersion()));
    }

    private static String adapter(String runId, int version) {
        return runId + "/" + version;
    }

    private void answer(ConsumerRecord<byte[], byte[]> raw) {
        Ticket ticket = Codecs.TICKETS.decode(raw.value());
        switch (plan.apply(ticket)) {
            case ANSWER -> send(ticket, reward(ticket));
            case FOREIGN_REWARD_MODEL -> send(ticket, TinyRollouts.scoredBy("another", scored(ticket, reward(ticket))));
            case OLD_POLICY -> send(ticket, scored(ticket, reward(ticket), 0, "none"));
            case FOREIGN_POLICY -> send(ticket, scored(ticket, reward(ticket), ticket.issuedAtVersion(), "foreign"));
            case ANSWER_TWICE -> {
                send(ticket, reward(ticket));
                send(ticket, -reward(ticket));
            }
            case FOREIGN_TOKEN ->
                send(ticket, TinyRollouts.scored(rollout(ticket, 1_000_000, -5, ticket.issuedAtVersion()), 1));
            case IMPOSSIBLE ->
                send(ticket, TinyRollouts.scored(rollout(ticket, 12, -3e38f, ticket.issuedAtVersion()), 1));
            case FUTURE_POLICY -> send(ticket, TinyRollouts.scored(rollout(ticket, 12, -5, Integer.MAX_VALUE), 1));
            case ENDLESS -> send(endless(ticket), reward(ticket));
            case OTHER_QUESTION -> send(unanswerable(ticket), reward(ticket));
            case NOT_A_NUMBER -> send(ticket, Double.NaN);
            case HUGE_REWARD -> send(ticket, 1e300);
            case DEAD_LETTER ->
                producer.send(new DeadLetters(names)
                        .of(
                                raw,
                                new DeadLetterCause(
                                        "actor", "test", Optional.of(ticket.ticketId()), Optional.empty())));
            case NO_ANSWER -> {
                // the ticket gets no answer
            }
        }
    }

    private Rollout rollout(Ticket ticket, int token, float logProb, int version) {
        return TinyRollouts.rollout(
                ticket,
                new int[] {token, 2},
                new float[] {logProb, logProb},
                List.of(new VersionRun(version, 2)),
                hashes.getOrDefault(adapter(ticket.runId(), version), "none"));
    }

    /** The same ticket with the largest limit of tokens that a record can hold. */
    private static Ticket endless(Ticket ticket) {
        return with(ticket, new Sampling(1, 1, 0, Integer.MAX_VALUE, 0), ticket.question());
    }

    /** The same ticket with a question that contains a special token, and a picture that is none. */
    private static Ticket unanswerable(Ticket ticket) {
        Question question = new Question(
                ticket.question().promptId(),
                "</s> Is it red?",
                Optional.of(ImagePayload.inline(new byte[] {1}, "image/png")));
        return with(ticket, ticket.sampling(), question);
    }

    private static Ticket with(Ticket ticket, Sampling sampling, Question question) {
        return new Ticket(
                ticket.ticketId(),
                ticket.runId(),
                ticket.sequence(),
                ticket.purpose(),
                ticket.minVersion(),
                ticket.issuedAtVersion(),
                ticket.samples(),
                sampling,
                question,
                ticket.replaces(),
                ticket.issuedAtMillis(),
                ticket.policy());
    }

    private static double reward(Ticket ticket) {
        return ticket.sequence() % 2 == 0 ? 1 : -1;
    }

    private void send(Ticket ticket, double reward) {
        send(ticket, scored(ticket, reward));
    }

    private ScoredRollout scored(Ticket ticket, double reward) {
        int version = ticket.issuedAtVersion();
        return scored(ticket, reward, version, hashes.getOrDefault(adapter(ticket.runId(), version), "none"));
    }

    private static ScoredRollout scored(Ticket ticket, double reward, int version, String adapterHash) {
        int[] tokens = {(int) (10 + ticket.sequence() % 20), 2};
        float[] logProbs = {-5.5f, -5.6f};
        return TinyRollouts.scored(
                TinyRollouts.rollout(
                        ticket, tokens, logProbs, List.of(new VersionRun(version, tokens.length)), adapterHash),
                reward);
    }

    private void send(Ticket ticket, ScoredRollout scored) {
        producer.send(new ProducerRecord<>(
                names.scoredRollouts(), RecordKeys.bytes(ticket.question().promptId()), Codecs.SCORED.encode(scored)));
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tickets.close();
        producer.close();
    }
}
