package dev.factstream.learner.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.PausableBroker;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class PausedBrokerTest {
    private static final TopicNames NAMES = new TopicNames("");
    private static final String ASKED_AGAIN = "has not answered the commit";

    @TempDir
    Path folder;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getFormattedMessage());
        }
    };
    private PausableBroker broker;

    @BeforeEach
    void start() throws IOException {
        broker = new PausableBroker(folder);
        try (Admin admin =
                Admin.create(KafkaClients.of(broker.bootstrapServers()).admin("test"))) {
            TopicTool.apply(admin, NAMES, TopicOverrides.none());
        }
        // the first transaction of a broker creates the topic of its transactions, which may take seconds
        new TransactionalPublisher(clients(60_000, 60_000), NAMES, "run").close();
        appender.start();
        ((Logger) LoggerFactory.getLogger(TransactionalPublisher.class)).addAppender(appender);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(TransactionalPublisher.class)).detachAppender(appender);
        broker.close();
    }

    @Test
    void aCommitThatTimesOutIsRepeatedUntilTheBrokerAnswers() throws Exception {
        try (TransactionalPublisher publisher = publisher(60_000)) {
            publisher.send(letter("before"));
            broker.pause();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> publisher.send(letter("meanwhile")));
            Eventually.holds("the commit has timed out twice", () -> timeouts() >= 2);
            assertThat(sent).isNotDone();

            broker.resume();

            sent.get(60, TimeUnit.SECONDS);
            publisher.send(letter("after"));
        }
        assertThat(TestRecords.values(clients(60_000), NAMES.deadLetters(), 3))
                .containsExactlyInAnyOrder("before", "meanwhile", "after");
    }

    @Test
    void aBrokerThatDoesNotAnswerForTooLongIsOneClearFailureAndTheNextPublisherGoesOn() {
        try (TransactionalPublisher publisher = publisher(5_000)) {
            publisher.send(letter("before"));
            broker.pause();

            assertThatThrownBy(() -> publisher.send(letter("unknown")))
                    .isInstanceOf(PublishFailedException.class)
                    .hasMessageContaining("is unknown; start the learner again")
                    .hasMessageNotContaining("\n");
            broker.resume();
        }
        // the broker may still be ending the first publisher's transaction
        try (TransactionalPublisher publisher = new TransactionalPublisher(clients(60_000, 60_000), NAMES, "run")) {
            publisher.send(letter("after"));
        }
        assertThat(TestRecords.values(clients(60_000), NAMES.deadLetters(), 2)).contains("before", "after");
    }

    private long timeouts() {
        return log.stream().filter(line -> line.contains(ASKED_AGAIN)).count();
    }

    private TransactionalPublisher publisher(int deliveryMillis) {
        return new TransactionalPublisher(clients(deliveryMillis), NAMES, "run");
    }

    private KafkaClients clients(int deliveryMillis) {
        return clients(deliveryMillis, 2000);
    }

    private KafkaClients clients(int deliveryMillis, int blockMillis) {
        return new KafkaClients(Settings.of(
                CommonSettings.class,
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "kafka.producer.max.block.ms",
                        Integer.toString(blockMillis),
                        "kafka.producer.request.timeout.ms",
                        "2000",
                        "kafka.producer.delivery.timeout.ms",
                        Integer.toString(deliveryMillis))));
    }

    private static ProducerRecord<byte[], byte[]> letter(String value) {
        return new ProducerRecord<>(NAMES.deadLetters(), value.getBytes(StandardCharsets.UTF_8));
    }
}
