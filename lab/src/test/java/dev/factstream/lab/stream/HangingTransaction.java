package dev.factstream.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.runtime.kafka.KafkaClients;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;

/** Creates a hanging transaction on a partition: records that are unknown to the transaction's coordinator. */
final class HangingTransaction {
    private static final short BEFORE_IMPLICIT_PARTITIONS = 11;
    private static final int TIMEOUT_MILLIS = 10_000;

    private HangingTransaction() {}

    /** Lets the broker accept transactional records without verification by the coordinator, as brokers before KIP-890 did. */
    static void allow(Admin admin) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, ""),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("transaction.partition.verification.enable", "false"),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** Writes {@code value} in a transaction of the given producer and leaves it open. */
    static void write(KafkaClients clients, TopicPartition partition, long producerId, short epoch, String value)
            throws IOException {
        MemoryRecords records = MemoryRecords.withTransactionalRecords(
                Compression.NONE, producerId, epoch, 0, new SimpleRecord(value.getBytes(StandardCharsets.UTF_8)));
        Iterator<TopicProduceData> topics = List.of(new TopicProduceData()
                        .setName(partition.topic())
                        .setPartitionData(List.of(new PartitionProduceData()
                                .setIndex(partition.partition())
                                .setRecords(records))))
                .iterator();
        ProduceRequest request = new ProduceRequest(
                new ProduceRequestData()
                        .setTransactionalId("hanging")
                        .setAcks((short) -1)
                        .setTimeoutMs(TIMEOUT_MILLIS)
                        .setTopicData(new TopicProduceDataCollection(topics)),
                BEFORE_IMPLICIT_PARTITIONS);
        RequestHeader header = new RequestHeader(ApiKeys.PRODUCE, BEFORE_IMPLICIT_PARTITIONS, "hanging", 1);
        ByteBuffer bytes = request.serializeWithHeader(header);
        Set<Errors> errors;
        do { // rejected until the broker has applied the new configuration
            ProduceResponse response = (ProduceResponse)
                    AbstractResponse.parseResponse(exchange(clients.bootstrapServers(), bytes.duplicate()), header);
            errors = response.errorCounts().keySet();
        } while (errors.contains(Errors.INVALID_PRODUCER_EPOCH)
                || errors.contains(Errors.INVALID_PRODUCER_ID_MAPPING)
                || errors.contains(Errors.INVALID_TXN_STATE));
        assertThat(errors).containsExactly(Errors.NONE);
    }

    private static ByteBuffer exchange(String bootstrap, ByteBuffer request) throws IOException {
        String[] address = bootstrap.split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return ByteBuffer.wrap(in.readNBytes(in.readInt()));
        }
    }
}
