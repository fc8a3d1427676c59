package dev.factstream.learner.publish;

import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learner's only producer, which is transactional. When a learner starts, the fixed transactional id fences every
 * earlier learner of the run. Not thread-safe.
 */
public final class TransactionalPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionalPublisher.class);

    private final TopicNames names;
    private final String transactionalId;
    private final Duration commitTimeout;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int epoch;

    /** Starts the producer and fences earlier ones. */
    public TransactionalPublisher(KafkaClients clients, TopicNames names, String runId) {
        this.names = names;
        transactionalId = names.transactionalId("learner-" + runId);
        Map<String, Object> properties = clients.transactionalProducer("factstream-learner", transactionalId);
        commitTimeout =
                Duration.ofMillis(new ProducerConfig(properties).getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
        producer = new KafkaProducer<>(properties);
        try {
            producer.initTransactions();
            epoch = epoch(clients.admin("factstream-learner-admin"));
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** The producer epoch that this learner started with; it is part of the names of its checkpoint folders. */
    public int epoch() {
        return epoch;
    }

    /**
     * Sends all of {@code publication} in one transaction, or nothing.
     *
     * @throws FencedException if another learner has taken over
     * @throws PublishFailedException if the broker refused, and nothing has become visible; or if it did not answer for
     *     {@code delivery.timeout.ms}, and the outcome is unknown. This publisher must be closed then
     */
    public void publish(TransactionContent publication) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        publication.adapter().ifPresent(adapter -> {
            adapter.chunks().forEach(chunk -> records.add(chunk(chunk)));
            records.add(manifest(adapter.manifest()));
        });
        records.add(new ProducerRecord<>(
                names.trainingLedger(),
                RecordKeys.bytes(publication.ledger().runId()),
                Codecs.LEDGER.encode(publication.ledger())));
        records.add(state(publication.state()));
        publication.tickets().forEach(ticket -> records.add(ticket(ticket)));
        records.addAll(publication.others());
        commit(records);
    }

    /** Sends one record, for instance a dead letter, in a separate transaction; throws like {@link #publish}. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        commit(List.of(record));
    }

    /** Sends the state of the run in a separate transaction; throws like {@link #publish}. */
    public void send(RunState state) {
        commit(List.of(state(state)));
    }

    /** Sends records in one separate transaction; throws like {@link #publish}. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        commit(records);
    }

    /** Deletes the state of a run; throws like {@link #publish}. */
    public void sendStateTombstone(String runId) {
        commit(List.of(new ProducerRecord<>(names.runState(), RecordKeys.bytes(runId), null)));
    }

    private void commit(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            producer.beginTransaction();
            records.forEach(producer::send);
            commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new FencedException(transactionalId, e);
        } catch (KafkaException e) {
            if (fenced(e)) {
                throw new FencedException(transactionalId, e);
            }
            abort(e);
            throw new PublishFailedException("the broker refused the transaction: " + e.getMessage(), e);
        }
    }

    /** Commits. A commit that times out may have happened, so it is repeated: a transaction must not be aborted then. */
    private void commitTransaction() {
        long deadline = System.nanoTime() + commitTimeout.toNanos();
        boolean late = false;
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                late = true;
                if (System.nanoTime() > deadline) {
                    throw unknownOutcome("the broker has not answered for " + commitTimeout.toSeconds() + " s", e);
                }
                LOG.warn("The broker has not answered the commit of a transaction; asking again");
            } catch (KafkaException e) {
                if (late) { // the broker may have ended the transaction by itself, which looks like another learner
                    throw unknownOutcome("the broker answered too late: " + e.getMessage(), e);
                }
                throw e;
            }
        }
    }

    private static PublishFailedException unknownOutcome(String why, KafkaException e) {
        return new PublishFailedException(
                why + ". Whether the transaction is committed is unknown; start the learner again when the broker"
                        + " answers, and it goes on from the last committed version",
                e);
    }

    private static boolean fenced(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private void abort(KafkaException why) {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            why.addSuppressed(e);
        }
    }

    private ProducerRecord<byte[], byte[]> chunk(AdapterChunk chunk) {
        return new ProducerRecord<>(names.adapterChunks(), RecordKeys.bytes(chunk.key()), Codecs.CHUNKS.encode(chunk));
    }

    private ProducerRecord<byte[], byte[]> manifest(AdapterManifest manifest) {
        return new ProducerRecord<>(
                names.adapters(), RecordKeys.bytes(manifest.key()), Codecs.MANIFESTS.encode(manifest));
    }

    private ProducerRecord<byte[], byte[]> state(RunState state) {
        return new ProducerRecord<>(names.runState(), RecordKeys.bytes(state.runId()), Codecs.RUN_STATES.encode(state));
    }

    private ProducerRecord<byte[], byte[]> ticket(Ticket ticket) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                names.prompts(), RecordKeys.bytes(ticket.question().promptId()), Codecs.TICKETS.encode(ticket));
        HeaderText.put(record.headers(), HeaderText.TICKET_ID, ticket.ticketId());
        HeaderText.put(record.headers(), HeaderText.RUN_ID, ticket.runId());
        HeaderText.put(record.headers(), HeaderText.POLICY_VERSION, Integer.toString(ticket.issuedAtVersion()));
        return record;
    }

    private int epoch(Map<String, Object> adminProperties) {
        try (Admin admin = Admin.create(adminProperties)) {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get()
                    .producerEpoch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the learner started", e);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the producer epoch of " + transactionalId, e.getCause());
        }
    }

    /** Waits at most five seconds for records that are being sent. */
    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
