package dev.factstream.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.broker.TransactionMarkerWriter;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real broker while it commits. More kills: {@code -Ddead.transactions.kills=20}. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransactionRecoveryTest {
    private static final int KILLS = Integer.getInteger("dead.transactions.kills", 1);
    private static final long SEED = Long.getLong("dead.transactions.seed", 1);

    @TempDir
    private Path folder;

    @Test
    void committedRecordsStayAndNoTransactionStaysOpen() throws Exception {
        Random random = new Random(SEED);
        int next = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int last;
            try (CommittingProcess process = new CommittingProcess(folder.resolve("broker"), next)) {
                last = process.killAfter(1 + random.nextInt(10), random.nextInt(4));
            }
            try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
                KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
                try (Admin admin = Admin.create(clients.admin("test"))) {
                    new TransactionRecovery(admin, new TransactionMarkerWriter(broker.bootstrapServers())).end();
                    next = check(clients, admin, last, "kill " + kill + " of seed " + SEED + ", after number " + last);
                }
            }
        }
    }

    @Test
    void hangingTransactionsEndAsTheirCoordinatorDecided() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("hanging"), 0)) {
            KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
            try (Admin admin = Admin.create(clients.admin("test"))) {
                admin.createTopics(List.of(new NewTopic("topic", 3, (short) 1)))
                        .all()
                        .get();
                TransactionDescription decided = commitOnFirstPartition(clients, admin);
                short open = (short) (decided.producerEpoch() - 1);
                HangingTransaction.allow(admin);
                HangingTransaction.write(
                        clients, new TopicPartition("topic", 1), decided.producerId(), open, "committed too");
                HangingTransaction.write(
                        clients,
                        new TopicPartition("topic", 2),
                        decided.producerId() + 1000,
                        (short) 0,
                        "unknown producer");
                assertThat(committed(clients)).containsExactly("committed");

                new TransactionRecovery(admin, new TransactionMarkerWriter(broker.bootstrapServers())).end();

                assertThat(committed(clients)).containsExactlyInAnyOrder("committed", "committed too");
            }
        }
    }

    private static TransactionDescription commitOnFirstPartition(KafkaClients clients, Admin admin) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients.transactionalProducer("hanging", "hanging"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("topic", 0, null, "committed".getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
        }
        TransactionDescription description;
        do { // the commit returns when it is decided; it completes a moment later
            description = admin.describeTransactions(List.of("hanging"))
                    .description("hanging")
                    .get();
        } while (description.state() != TransactionState.COMPLETE_COMMIT);
        return description;
    }

    private static List<String> committed(KafkaClients clients) {
        List<String> values = new ArrayList<>();
        new TopicScanner(clients).read("topic", raw -> values.add(new String(raw.value(), StandardCharsets.UTF_8)));
        return values;
    }

    /** Returns the number of the next transaction. */
    private static int check(KafkaClients clients, Admin admin, int last, String when) throws Exception {
        Map<Integer, Integer> seen = readAll(clients, when);
        for (int number = 0; number <= last; number++) {
            assertThat(seen.getOrDefault(number, 0))
                    .as("number %d, %s", number, when)
                    .isEqualTo(CommittingProcess.PARTITIONS);
        }
        int after = seen.getOrDefault(last + 1, 0);
        assertThat(after).as("all or nothing of the one under way, %s", when).isIn(0, CommittingProcess.PARTITIONS);
        int newest = after == 0 ? last : last + 1;
        assertThat(admin.listConsumerGroupOffsets(CommittingProcess.GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(CommittingProcess.TOPIC, 0))
                        .offset())
                .as("offset, %s", when)
                .isEqualTo(newest);
        return newest + 1;
    }

    private static Map<Integer, Integer> readAll(KafkaClients clients, String when) {
        Map<Integer, Integer> seen = new HashMap<>();
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < CommittingProcess.PARTITIONS; partition++) {
            partitions.add(new TopicPartition(CommittingProcess.TOPIC, partition));
        }
        Map<String, Object> dirty = clients.consumer("dirty");
        dirty.put("isolation.level", "read_uncommitted");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.consumer("test"));
                KafkaConsumer<byte[], byte[]> all = new KafkaConsumer<>(dirty)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            assertThat(all.endOffsets(partitions))
                    .as("nothing is open, %s", when)
                    .isEqualTo(ends);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(raw -> seen.merge(ByteBuffer.wrap(raw.value()).getInt(), 1, Integer::sum));
            }
        }
        return seen;
    }
}
