package dev.factstream.learner;

import dev.factstream.learner.ledger.RunStateReader;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.learner.publish.TransactionalPublisher;
import dev.factstream.runtime.kafka.ActorShareGroup;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.topics.TopicNames;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The deletion of what a closed run holds on the cluster: its adapters, its state and the share group of its actors. The ledger, the
 * rollouts and the folder of the run stay.
 *
 * @param records number of adapter records that were marked as deleted; compaction frees their space
 */
public record RunDeletion(int records) {

    private static final int RECORDS_PER_TRANSACTION = 1000;

    /**
     * Deletes a closed run.
     *
     * @throws IllegalArgumentException if there is no such run
     * @throws RunOpenException if it is open; nothing is deleted then
     */
    public static RunDeletion delete(KafkaClients clients, TopicNames names, String runId) {
        RunState state = new RunStateReader(clients, names)
                .read(runId)
                .orElseThrow(() -> new IllegalArgumentException("there is no run " + runId));
        if (state.status() != RunStatus.CLOSED) {
            throw new RunOpenException(runId);
        }
        List<ProducerRecord<byte[], byte[]>> tombstones = new PublishedAdapters(clients, names).tombstones(runId);
        try (TransactionalPublisher publisher = new TransactionalPublisher(clients, names, runId);
                Admin admin = Admin.create(clients.admin("factstream-runs-admin"))) {
            for (int from = 0; from < tombstones.size(); from += RECORDS_PER_TRANSACTION) {
                publisher.send(tombstones.subList(from, Math.min(tombstones.size(), from + RECORDS_PER_TRANSACTION)));
            }
            new ActorShareGroup(admin, names, state.baseHash(), runId).delete();
            publisher.sendStateTombstone(runId); // last, so that an interrupted deletion can be repeated
        }
        return new RunDeletion(tombstones.size());
    }
}
