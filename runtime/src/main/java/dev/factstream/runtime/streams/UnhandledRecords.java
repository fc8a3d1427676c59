package dev.factstream.runtime.streams;

import dev.factstream.schemas.deadletter.DeadLetterCause;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import dev.factstream.schemas.deadletter.SourceRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.NewerSchemaException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every record that a processor of a Kafka Streams application failed to process to dead-letters, in the transaction of the
 * record. So a record that no processor foresaw does not stop the application. A processor must throw before it changes a store:
 * its changes are committed together with the dead letter. Thread-safe.
 *
 * <p>Failures of Kafka itself, such as fencing, migration or corruption of a task, and failures of a punctuation are not those of a
 * record: they end the thread. So does a record of a newer build, which is no failure of the record either.
 */
public final class UnhandledRecords {
    private static final Logger LOG = LoggerFactory.getLogger(UnhandledRecords.class);
    private static final String CONFIG = "factstream.unhandled.records";

    private final String stage;
    private final String deadLetters;
    private final LongAdder count = new LongAdder();

    /** @param stage the stage of the dead letters */
    public UnhandledRecords(String stage, TopicNames names) {
        this.stage = stage;
        this.deadLetters = names.deadLetters();
    }

    /** Returns the properties of a Streams application that make it use this object. */
    public Map<String, Object> properties() {
        return Map.of(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, Handler.class, CONFIG, this);
    }

    /** Returns how many records have been sent to dead-letters; those of aborted transactions count again. */
    public long count() {
        return count.sum();
    }

    /**
     * Returns one line that says why the processing of a record failed.
     *
     * @throws RuntimeException the failure itself, if it is not one of the record
     */
    public static String reason(RuntimeException failure) {
        if (isNotOfRecord(failure)) {
            throw failure;
        }
        return "it cannot be processed: " + failure;
    }

    private static boolean isNotOfRecord(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException || cause instanceof NewerSchemaException) {
                return true;
            }
        }
        return false;
    }

    private ProducerRecord<byte[], byte[]> letter(ErrorHandlerContext context, Exception failure) {
        SourceRecord source = new SourceRecord(
                context.topic(),
                context.partition(),
                context.offset(),
                context.sourceRawKey(),
                context.sourceRawValue(),
                context.headers() == null ? new RecordHeaders() : context.headers());
        DeadLetterCause cause = new DeadLetterCause(
                stage,
                "it cannot be processed: " + failure,
                HeaderText.get(source.headers(), HeaderText.TICKET_ID),
                HeaderText.get(source.headers(), HeaderText.ROLLOUT_ID));
        DeadLetterRecord letter = DeadLetterRecord.of(source, cause);
        count.increment();
        LOG.error("Dead letter at {}-{}@{}", context.topic(), context.partition(), context.offset(), failure);
        return new ProducerRecord<>(
                deadLetters, null, Math.max(0, context.timestamp()), letter.key(), letter.value(), letter.headers());
    }

    /** Created by Kafka Streams. */
    public static final class Handler implements ProcessingExceptionHandler {
        private UnhandledRecords records;

        @Override
        public void configure(Map<String, ?> configs) {
            records = (UnhandledRecords) configs.get(CONFIG);
        }

        @Override
        public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
            if (isNotOfRecord(failure) || context.topic() == null) {
                return Response.fail();
            }
            return Response.resume(List.of(records.letter(context, failure)));
        }
    }
}
