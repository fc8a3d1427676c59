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
 * Writes the marker that commits a transaction on one partition, in place of its coordinator. Kafka's administration
 * client can only abort a hanging transaction (KIP-664), which would revert a transaction that the coordinator has
 * already reported to its producer as committed. For a local broker without authentication. Thread-safe.
 */
public final class TransactionMarkerWriter {
    private static final short REQUEST_VERSION = 1; // has no transaction version: the broker uses the epoch unchanged
    private static final short NO_TRANSACTION_VERSION = 0;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String host;
    private final int port;

    /** @param bootstrapServers of the only broker, {@code host:port} */
    public TransactionMarkerWriter(String bootstrapServers) {
        int colon = bootstrapServers.lastIndexOf(':');
        host = bootstrapServers.substring(0, colon);
        port = Integer.parseInt(bootstrapServers.substring(colon + 1));
    }

    /**
     * Commits the producer's open transaction on the partition.
     *
     * @param producerEpoch the epoch that the open transaction was written with
     * @param coordinatorEpoch of this producer's last marker on the partition, or 0
     * @throws IOException if the broker does not answer
     * @throws org.apache.kafka.common.KafkaException if the broker rejects the request
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

    /** Sends a request and reads its response, each preceded by its length. */
    private ByteBuffer exchange(ByteBuffer request) throws IOException {
        try (Socket socket = new Socket(host, port);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                DataInputStream in = new DataInputStream(socket.getInputStream())) {
            socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            byte[] bytes = new byte[request.remaining()];
            request.get(bytes);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
            return ByteBuffer.wrap(in.readNBytes(in.readInt()));
        }
    }
}
