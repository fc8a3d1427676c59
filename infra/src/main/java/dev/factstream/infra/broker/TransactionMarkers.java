package dev.factstream.infra.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/**
 * Writes the marker that commits a transaction on one partition, as its coordinator should have. Kafka's administration
 * client can only abort a hanging transaction (KIP-664), which would take back what the coordinator has already told
 * its producer to be committed. For the broker of this machine, which asks nobody for a password. Thread-safe.
 */
public final class TransactionMarkers {
    private static final short REQUEST_VERSION =
            1; // without the version of the transaction: its epoch is taken as it is
    private static final short NO_TRANSACTION_VERSION = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String host;
    private final int port;

    /** @param bootstrapServers of the one broker, {@code host:port} */
    public TransactionMarkers(String bootstrapServers) {
        int colon = bootstrapServers.lastIndexOf(':');
        host = bootstrapServers.substring(0, colon);
        port = Integer.parseInt(bootstrapServers.substring(colon + 1));
    }

    /**
     * Commits what the producer has open on the partition.
     *
     * @param producerEpoch that the open transaction was written with
     * @param coordinatorEpoch of the last marker that this producer has on the partition, or 0
     * @throws IOException if the broker does not answer
     * @throws org.apache.kafka.common.KafkaException if it refuses
     */
    public void commit(TopicPartition partition, long producerId, short producerEpoch, int coordinatorEpoch)
            throws IOException {
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(List.of(new TxnMarkerEntry(
                        producerId,
                        producerEpoch,
                        coordinatorEpoch,
                        TransactionResult.COMMIT,
                        List.of(partition),
                        NO_TRANSACTION_VERSION)))
                .build(REQUEST_VERSION);
        RequestHeader header =
                new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, REQUEST_VERSION, "factstream-transaction-markers", 1);
        WriteTxnMarkersResponse response = (WriteTxnMarkersResponse)
                AbstractResponse.parseResponse(exchange(request.serializeWithHeader(header)), header);
        Errors error = response.errorsByProducerId().get(producerId).get(partition);
        if (error != Errors.NONE) {
            throw error.exception();
        }
    }

    /** One request and its response, each after its length. */
    private ByteBuffer exchange(ByteBuffer request) throws IOException {
        try (Socket socket = new Socket(host, port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            byte[] bytes = new byte[request.remaining()];
            request.get(bytes);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
            return ByteBuffer.wrap(in.readNBytes(in.readInt()));
        }
    }
}
