package dev.factstream.console.stream;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
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
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that a killed process left open on the broker that died with it. Without this a resumed scorer waits for
 * their timeout, and for ever where the broker lost one: measured on Kafka 4.3.1, a broker killed between preparing a commit and
 * writing its markers comes back with the transaction complete in its coordinator and still open in {@code __consumer_offsets}
 * (what KIP-664 calls a hanging transaction).
 *
 * <p>Aborting is safe here: the scorer knows rollouts that it has scored by their ids, and the learner recovers by itself. Only for
 * whoever owns broker and clients: every open transaction is taken for dead.
 */
final class DeadTransactions {
    private static final Set<TransactionState> DECIDED =
            Set.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);
    private static final Logger LOG = LoggerFactory.getLogger(DeadTransactions.class);
    private static final int LOOKS = 60;

    /** A coordinator that has just started may not list yet what it is about to complete, and that must not be aborted. */
    private static final int PATIENT_LOOKS = 20;

    private static final long LOOK_MILLIS = 250;

    private final Admin admin;

    DeadTransactions(Admin admin) {
        this.admin = admin;
    }

    /** Ends all; returns when no partition has an open transaction, or nothing more can be done about it. */
    void end() throws InterruptedException {
        try {
            fence();
            for (int look = 0; look < LOOKS; look++) {
                if (nothingOpen(look >= PATIENT_LOOKS)) {
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

    private void fence() throws InterruptedException, ExecutionException {
        ListTransactionsOptions ongoing = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        List<String> ids = admin.listTransactions(ongoing).all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        admin.fenceProducers(ids).all().get();
    }

    /** Returns whether nothing is open any more. @param abort whether to abort what no coordinator will end */
    private boolean nothingOpen(boolean abort) throws InterruptedException, ExecutionException {
        Map<Long, TransactionState> states = admin.listTransactions().all().get().stream()
                .collect(toMap(TransactionListing::producerId, TransactionListing::state, (one, other) -> other));
        Map<TopicPartition, PartitionProducerState> producers =
                admin.describeProducers(partitions()).all().get();
        boolean none = true;
        for (Map.Entry<TopicPartition, PartitionProducerState> partition : producers.entrySet()) {
            for (ProducerState producer : partition.getValue().activeProducers()) {
                if (producer.currentTransactionStartOffset().isPresent()) {
                    none = false;
                    if (abort
                            && !DECIDED.contains(
                                    states.getOrDefault(producer.producerId(), TransactionState.UNKNOWN))) {
                        abort(partition.getKey(), producer);
                    }
                }
            }
        }
        return none;
    }

    private void abort(TopicPartition partition, ProducerState producer)
            throws InterruptedException, ExecutionException {
        admin.abortTransaction(new AbortTransactionSpec(
                        partition,
                        producer.producerId(),
                        (short) producer.producerEpoch(),
                        producer.coordinatorEpoch().orElse(0)))
                .all()
                .get();
    }

    private List<TopicPartition> partitions() throws InterruptedException, ExecutionException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions().forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
        }
        return partitions;
    }
}
