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
    /** A renewal has to wait for a fetch that is under way, so none may take long. */
    private static final int FETCH_WAIT_MILLIS = 100;

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

    /** Takes so many tickets per poll at most, and is content with fewer: they join what is running. */
    ShareConsumer<byte[], byte[]> ticketConsumer(int lane, int places) {
        Map<String, Object> properties =
                clients.shareConsumer(settings.id() + "-tickets-" + lane, names.actorsGroup(), places);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaShareConsumer<>(properties);
    }
}
