package dev.factstream.actor;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterChunks;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics of an actor under test: issues tickets and adapters as a learner does, and reads the outcomes. */
public final class ActorTestTopics implements AutoCloseable {
    public static final String RUN = "run";

    private final KafkaFixture kafka;
    private String group;
    private final TopicNames names;
    private final Producer<byte[], byte[]> learner;
    private final KafkaConsumer<byte[], byte[]> reader;
    private final List<Rollout> rollouts = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();

    /** Opens a run called {@value #RUN} for a policy on this base. */
    public ActorTestTopics(KafkaFixture kafka, VisionLanguageModel model) {
        this(kafka);
        group = open(RUN, model.baseHash());
    }

    /** Without a run. */
    public ActorTestTopics(KafkaFixture kafka) {
        this.kafka = kafka;
        names = kafka.newTopics();
        learner =
                new KafkaProducer<>(kafka.clients().transactionalProducer("learner", names.transactionalId("learner")));
        learner.initTransactions();
        reader = new KafkaConsumer<>(kafka.clients().consumer("test-reader"));
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(names.rollouts(), names.deadLetters())) {
            reader.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
    }

    /** Opens a run on a base; returns the share group of its actors. */
    public String open(String runId, String baseHash) {
        return kafka.openRun(names, baseHash, runId);
    }

    /** Publishes the state of a run. */
    public void publish(String runId, String baseHash, RunStatus status, long updatedAtMillis) {
        kafka.publish(names, KafkaFixture.runState(runId, baseHash, status, updatedAtMillis));
    }

    /** Returns the share group of the actors of {@value #RUN}. */
    public String group() {
        return group;
    }

    public TopicNames names() {
        return names;
    }

    /** Returns settings of an actor on these topics, with further ones given as key, value, key, value. */
    public Settings settings(String... more) {
        return Settings.of(ActorSettings.class, values(more));
    }

    /** Returns the same settings as text, for a separate process. */
    public Map<String, String> values(String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "topics.prefix", names.prefix(),
                "actor.id", "actor-under-test"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return values;
    }

    /** Returns a train ticket with a unique question and minimum version {@code minVersion}. */
    public static Ticket ticket(long sequence, int minVersion, ImagePayload image) {
        return ticket(sequence, minVersion, "What is number " + sequence + "?", image, 12);
    }

    /** Returns a train ticket; all these tickets belong to one partition. */
    public static Ticket ticket(long sequence, int minVersion, String text, ImagePayload image, int maxNewTokens) {
        return ticket(sequence, minVersion, new Question("prompt", text, Optional.ofNullable(image)), maxNewTokens);
    }

    /** Returns a train ticket for any question, in the partition of its promptId. */
    public static Ticket ticket(long sequence, int minVersion, Question question, int maxNewTokens) {
        return ticket(RUN, sequence, minVersion, question, maxNewTokens, Optional.empty());
    }

    /** Returns a train ticket of a run. */
    public static Ticket ticket(
            String runId,
            long sequence,
            int minVersion,
            Question question,
            int maxNewTokens,
            Optional<TicketPolicy> policy) {
        return new Ticket(
                Ticket.id(runId, sequence),
                runId,
                sequence,
                Purpose.TRAIN,
                minVersion,
                minVersion,
                1,
                new Sampling(0.8f, 1, 0, maxNewTokens, 1000 + sequence),
                question,
                Optional.empty(),
                System.currentTimeMillis(),
                policy);
    }

    /** Issues tickets in one transaction. */
    public void issue(Ticket... tickets) {
        learner.beginTransaction();
        for (Ticket ticket : tickets) {
            send(names.prompts(), ticket.question().promptId(), Codecs.TICKETS.encode(ticket), ticket.ticketId());
        }
        learner.commitTransaction();
    }

    /** Sends a malformed ticket. */
    public void issueNonsense(String claimedTicketId) {
        learner.beginTransaction();
        send(names.prompts(), "prompt", new byte[] {1, 2, 3}, claimedTicketId);
        learner.commitTransaction();
    }

    /** Issues a ticket as a newer build could write it. */
    public void issueOfNewerBuild(Ticket ticket) {
        learner.beginTransaction();
        byte[] value = TestRecords.ofNewerBuild(Codecs.TICKETS.encode(ticket));
        send(names.prompts(), ticket.question().promptId(), value, ticket.ticketId());
        learner.commitTransaction();
    }

    private void send(String topic, String key, byte[] value, String ticketId) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, RecordKeys.bytes(key), value);
        HeaderText.put(record.headers(), HeaderText.TICKET_ID, ticketId);
        learner.send(record);
    }

    /** Publishes an adapter as version {@code version} of a run. */
    public void publish(String runId, VisionLanguageModel model, LoraAdapter adapter, int version) {
        publish(manifest(runId, model, adapter, version), PeftFolder.weightBytes(adapter, model.config()));
    }

    /** Publishes an adapter as version {@code version}. */
    public void publish(VisionLanguageModel model, LoraAdapter adapter, int version) {
        publish(manifest(model, adapter, version), PeftFolder.weightBytes(adapter, model.config()));
    }

    /** Publishes a manifest with bytes that may not match it. */
    public void publish(AdapterManifest manifest, byte[] file) {
        learner.beginTransaction();
        for (AdapterChunk chunk :
                AdapterChunks.split(manifest.runId(), manifest.policyId(), manifest.version(), file)) {
            AdapterChunk claimed = new AdapterChunk(
                    chunk.runId(),
                    chunk.policyId(),
                    chunk.version(),
                    manifest.fileSha256(),
                    chunk.index(),
                    chunk.count(),
                    chunk.bytes());
            learner.send(new ProducerRecord<>(
                    names.adapterChunks(), RecordKeys.bytes(claimed.key()), Codecs.CHUNKS.encode(claimed)));
        }
        learner.send(new ProducerRecord<>(
                names.adapters(), RecordKeys.bytes(manifest.key()), Codecs.MANIFESTS.encode(manifest)));
        learner.commitTransaction();
    }

    /** Returns the manifest that a learner would publish for an adapter. */
    public static AdapterManifest manifest(VisionLanguageModel model, LoraAdapter adapter, int version) {
        return manifest(RUN, model, adapter, version);
    }

    private static AdapterManifest manifest(String runId, VisionLanguageModel model, LoraAdapter adapter, int version) {
        byte[] file = PeftFolder.weightBytes(adapter, model.config());
        return new AdapterManifest(
                "policy",
                version,
                version,
                model.baseHash(),
                adapter.hash(),
                Sha256.hex(file),
                adapter.settings().rank(),
                adapter.settings().alpha(),
                adapter.settings().targets(),
                AdapterChunks.split(runId, "policy", version, file).size(),
                file.length,
                Optional.empty(),
                runId,
                System.currentTimeMillis());
    }

    /** Returns the committed rollouts so far. */
    public List<Rollout> rollouts() {
        read();
        return rollouts;
    }

    /** Returns the dead letters so far. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        read();
        return deadLetters;
    }

    private void read() {
        reader.poll(Duration.ofMillis(50)).forEach(record -> {
            if (record.topic().equals(names.rollouts())) {
                rollouts.add(Codecs.ROLLOUTS.decode(record.value()));
            } else {
                deadLetters.add(record);
            }
        });
    }

    @Override
    public void close() {
        learner.close();
        reader.close();
    }
}
