package dev.factstream.lab.stream;

import static java.util.stream.Collectors.toMap;

import dev.factstream.infra.broker.TransactionMarkerWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that a killed process left open on its embedded broker, each as its coordinator decided: uncommitted
 * transactions are aborted, committed ones stay committed. Use it only if this process owns the broker and all clients: every
 * open transaction is treated as abandoned.
 *
 * <p>The broker alone does not end all of them (Kafka 4.3.1). A broker that restarts after {@code kill -9} first leads its
 * partitions according to old metadata, loads its transactions and tries to write the markers of those being committed. Then the
 * controller removes all leaderships until it has registered the broker again. A marker for a partition without a leader is
 * dropped as if its topic had been deleted ({@code TransactionMarkerChannelManager.addTxnMarkersToBrokerQueue}), and the
 * transaction is recorded as complete: it stays open on that partition forever and blocks readers of committed records. KIP-664
 * calls this a hanging transaction. Aborting one would undo, on this partition only, a transaction that its producer saw
 * committed.
 */
final class TransactionRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionRecovery.class);
    private static final int POLLS = 240;
    private static final long POLL_MILLIS = 250;

    private final Admin admin;
    private final TransactionMarkerWriter markers;

    TransactionRecovery(Admin admin, TransactionMarkerWriter markers) {
        this.admin = admin;
        this.markers = markers;
    }

    /** Ends all open transactions; returns when none is left, or after a timeout with a warning. */
    void end() throws IOException, InterruptedException {
        try {
            awaitCoordinators();
            fence();
            for (int poll = 0; poll < POLLS; poll++) {
                if (endRemaining()) {
                    return;
                }
                Thread.sleep(POLL_MILLIS);
            }
            LOG.warn(
                    "A transaction of the killed process is still open after {} s; readers of committed records wait until the broker ends it",
                    POLLS * POLL_MILLIS / 1000);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot end the transactions of the killed process", e.getCause());
        }
    }

    /** Waits until every coordinator has loaded its log; before that, lists of transactions are incomplete. */
    private void awaitCoordinators() throws InterruptedException, ExecutionException {
        if (!topics().contains(Topic.TRANSACTION_STATE_TOPIC_NAME)) {
            return;
        }
        TopicDescription log = admin.describeTopics(List.of(Topic.TRANSACTION_STATE_TOPIC_NAME))
                .allTopicNames()
                .get()
                .get(Topic.TRANSACTION_STATE_TOPIC_NAME);
        for (String id : oneIdOfEach(log.partitions().size())) {
            try {
                // the client retries while the coordinator is loading
                admin.describeTransactions(List.of(id)).description(id).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                    throw e;
                }
            }
        }
    }

    /** Returns unused ids, one for each partition of the coordinators' log. */
    private static List<String> oneIdOfEach(int partitions) {
        Map<Integer, String> ids = new LinkedHashMap<>();
        for (int i = 0; ids.size() < partitions; i++) {
            String id = "factstream-unused-" + i;
            ids.putIfAbsent(Utils.abs(id.hashCode()) % partitions, id);
        }
        return List.copyOf(ids.values());
    }

    private void fence() throws InterruptedException, ExecutionException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        List<String> ids = admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        admin.fenceProducers(ids).all().get();
    }

    /** Ends the transactions that no coordinator will end; returns whether none is open. */
    private boolean endRemaining() throws IOException, InterruptedException, ExecutionException {
        // decisions before open transactions, so that no transaction looks open that has ended in between
        Map<Long, TransactionDescription> decisions = decisions();
        Map<TopicPartition, PartitionProducerState> producers =
                admin.describeProducers(partitions()).all().get();
        boolean none = true;
        for (Map.Entry<TopicPartition, PartitionProducerState> partition : producers.entrySet()) {
            for (ProducerState producer : partition.getValue().activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent()) {
                    none = false;
                    end(partition.getKey(), producer, decisions.get(producer.producerId()));
                }
            }
        }
        return none;
    }

    private Map<Long, TransactionDescription> decisions() throws InterruptedException, ExecutionException {
        List<String> ids = admin.listTransactions().all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        return admin.describeTransactions(ids).all().get().values().stream()
                .collect(toMap(TransactionDescription::producerId, decision -> decision, (one, other) -> other));
    }

    private void end(TopicPartition partition, ProducerState producer, TransactionDescription decision)
            throws IOException, InterruptedException, ExecutionException {
        TransactionState state = decision == null ? TransactionState.EMPTY : decision.state();
        switch (state) {
            case ONGOING, PREPARE_ABORT, PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> {
                // its coordinator is about to end it
            }
            case COMPLETE_COMMIT -> {
                // ending a transaction raises the epoch by one (KIP-890): an older epoch is not the committed
                // transaction
                if (producer.producerEpoch() + 1 == decision.producerEpoch()) {
                    LOG.warn("Committing a hanging transaction on {}, as its coordinator decided", partition);
                    markers.commit(
                            partition,
                            producer.producerId(),
                            (short) producer.producerEpoch(),
                            producer.coordinatorEpoch().orElse(0));
                } else {
                    abort(partition, producer);
                }
            }
            default -> abort(partition, producer);
        }
    }

    private void abort(TopicPartition partition, ProducerState producer)
            throws InterruptedException, ExecutionException {
        LOG.warn("Aborting a hanging transaction on {}", partition);
        admin.abortTransaction(new AbortTransactionSpec(
                        partition,
                        producer.producerId(),
                        (short) producer.producerEpoch(),
                        producer.coordinatorEpoch().orElse(0)))
                .all()
                .get();
    }

    private Set<String> topics() throws InterruptedException, ExecutionException {
        return admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
    }

    private List<TopicPartition> partitions() throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(topics()).allTopicNames().get().values()) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }
}
