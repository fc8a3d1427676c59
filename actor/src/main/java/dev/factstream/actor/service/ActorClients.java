package dev.factstream.actor.service;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;

/** The Kafka clients of an actor, or what they are made from. */
final class ActorClients {
    /** A ticket with a small picture is about as large; only decides whether a poll waits for more. */
    private static final int TICKET_BYTES = 1024;

    private final KafkaClients clients;
    private final ActorSettings settings;
    private final TopicNames names;

    ActorClients(KafkaClients clients, ActorSettings settings, TopicNames names) {
        this.clients = clients;
        this.settings = settings;
        this.names = names;
    }

    Map<String, Object> producer() {
        return clients.producer(settings.id() + "-outcomes");
    }

    Map<String, Object> adapterConsumer() {
        return clients.consumer(settings.id() + "-adapters");
    }

    /** Takes a batch of tickets per poll at most, and waits a little for a full one. */
    ShareConsumer<byte[], byte[]> ticketConsumer() {
        Map<String, Object> properties =
                clients.shareConsumer(settings.id() + "-tickets", names.actorsGroup(), settings.batchSize());
        properties.putIfAbsent(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(settings.gatherTime().toMillis()));
        properties.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, settings.batchSize() * TICKET_BYTES);
        return new KafkaShareConsumer<>(properties);
    }
}
