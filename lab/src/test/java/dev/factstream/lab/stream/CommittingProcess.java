package dev.factstream.lab.stream;

import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.fixture.JavaProcess;
import dev.factstream.runtime.kafka.KafkaClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A broker and a producer in one process that can be killed. Every transaction writes its number to each partition of a topic and
 * commits it as the offset of a group; committed numbers are printed.
 */
final class CommittingProcess implements AutoCloseable {
    static final String TOPIC = "numbers";
    static final String GROUP = "group";
    static final int PARTITIONS = 12;
    private static final String COMMITTED = "committed ";

    private final Process process;
    private final BufferedReader lines;
    private int last = -1;

    /** @param first the number of the first transaction */
    CommittingProcess(Path broker, int first) throws IOException {
        process = JavaProcess.of(CommittingProcess.class, "512m", List.of(broker.toString(), Integer.toString(first)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Waits for {@code count} committed transactions and then {@code millis}, and kills the process; returns the last number. */
    int killAfter(int count, int millis) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            if (!readNumber()) {
                throw new AssertionError("it ended by itself after number " + last);
            }
        }
        Thread.sleep(millis);
        // via its handle, so that its output can still be read
        process.toHandle().destroyForcibly();
        while (readNumber()) {
            // read the next number
        }
        return last;
    }

    /** Reads the next number, skipping broker logs; returns false at the end. */
    private boolean readNumber() throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(COMMITTED)) {
            line = lines.readLine();
        }
        if (line != null) {
            last = Integer.parseInt(line.substring(COMMITTED.length()));
        }
        return line != null;
    }

    @Override
    public void close() {
        JavaProcess.kill(process);
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
        KafkaClients clients = KafkaClients.of(broker.bootstrapServers());
        try (Admin admin = Admin.create(clients.admin("committing"))) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                        .all()
                        .get();
            }
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients.transactionalProducer("committing", "committing"))) {
            producer.initTransactions();
            for (int number = Integer.parseInt(arguments[1]); ; number++) {
                producer.beginTransaction();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(TOPIC, partition, null, bytes(number)));
                }
                producer.sendOffsetsToTransaction(
                        Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(number)),
                        new ConsumerGroupMetadata(GROUP));
                producer.commitTransaction();
                System.out.println(COMMITTED + number);
            }
        }
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
