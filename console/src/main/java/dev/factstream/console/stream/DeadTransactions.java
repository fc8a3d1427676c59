package dev.factstream.console.stream;

import static java.util.stream.Collectors.toMap;

import dev.factstream.infra.broker.TransactionMarkers;
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
 * Ends the transactions that a killed process left open on the broker that died with it, each as its coordinator has
 * decided: what was not committed is aborted, what was committed stays so. Only for whoever owns broker and clients:
 * every open transaction is taken for dead.
 *
 * <p>Why a broker does not do all of it by itself (Kafka 4.3.1). A broker that comes back after {@code kill -9} leads its
 * partitions for a moment on the strength of old metadata, loads its transactions and tries to write the markers of
 * those that were being committed. Then the controller takes all leaderships away, until it has registered the broker
 * anew. A marker for a partition without a leader is dropped as if its topic had been deleted
 * ({@code TransactionMarkerChannelManager.addTxnMarkersToBrokerQueue}), and the transaction is recorded as complete: it
 * stays open on that partition for ever, and whoever reads committed records waits behind it. KIP-664 calls this a
 * hanging transaction. Aborting one would take back what its producer was told is committed, on this partition and
 * not on others.
 */
final class DeadTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(DeadTransactions.class);
    private static final int LOOKS = 240;
    private static final long LOOK_MILLIS = 250;

    private final Admin admin;
    private final TransactionMarkers markers;

    DeadTransactions(Admin admin, TransactionMarkers markers) {
        this.admin = admin;
        this.markers = markers;
    }

    /** Ends all; returns when no partition has an open transaction, or nothing more can be done about it. */
    void end() throws IOException, InterruptedException {
        try {
            awaitCoordinators();
            fence();
            for (int look = 0; look < LOOKS; look++) {
                if (nothingOpen()) {
                    return;
                }
                Thread.sleep(LOOK_MILLIS);
            }
            LOG.warn(
                    "A transaction of the killed process is still open after {} s; what reads behind it waits for the broker to end it",
                    LOOKS * LOOK_MILLIS / 1000);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot end the transactions of the killed process", e.getCause());
        }
    }

    /** Returns when every coordinator has read its log; until then the lists of transactions are not complete. */
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
                // asked again by the client for as long as the coordinator is loading
                admin.describeTransactions(List.of(id)).description(id).get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                    throw e;
                }
            }
        }
    }

    /** Ids that nobody uses, one for each partition of the coordinators' log. */
    private static List<String> oneIdOfEach(int partitions) {
        Map<Integer, String> ids = new LinkedHashMap<>();
        for (int i = 0; ids.size() < partitions; i++) {
            String id = "factstream-nobody-" + i;
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

    /** Returns whether nothing is open any more; ends what no coordinator will end. */
    private boolean nothingOpen() throws IOException, InterruptedException, ExecutionException {
        // first what was decided, then what is open: so nothing is open that was decided and ended in between
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
                // ending a transaction raises the epoch by one (KIP-890): an older one is not what was committed
                if (producer.producerEpoch() + 1 == decision.producerEpoch()) {
                    LOG.warn("A committed transaction hangs on {}: committing it there", partition);
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
        LOG.warn("A transaction hangs on {}: aborting it there", partition);
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
