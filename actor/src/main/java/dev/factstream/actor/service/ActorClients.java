package dev.factstream.actor.service;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.runtime.kafka.KafkaClients;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;

/** Creates the Kafka clients of an actor, or their properties. */
final class ActorClients {
    /** Kept short, because a renewal waits for the fetch in progress. */
    private static final int FETCH_WAIT_MILLIS = 100;

    private final KafkaClients clients;
    private final ActorSettings settings;

    ActorClients(KafkaClients clients, ActorSettings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    KafkaClients clients() {
        return clients;
    }

    Map<String, Object> admin() {
        return clients.admin(settings.id() + "-admin");
    }

    Map<String, Object> producer() {
        return clients.producer(settings.id() + "-outcomes");
    }

    /** Returns a consumer of at most {@code slots} tickets per poll; fewer are fine, because they join the running batch. */
    ShareConsumer<byte[], byte[]> ticketConsumer(String group, int lane, int slots) {
        Map<String, Object> properties = clients.shareConsumer(settings.id() + "-tickets-" + lane, group, slots);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        return new KafkaShareConsumer<>(properties);
    }
}
