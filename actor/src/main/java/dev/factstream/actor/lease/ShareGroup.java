package dev.factstream.actor.lease;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The actors' share group as configured on the cluster.
 *
 * @param deliveryLimit maximum number of deliveries of a ticket
 */
public record ShareGroup(int deliveryLimit) {
    private static final Map<String, String> REQUIRED =
            new TreeMap<>(Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed"));

    /**
     * Reads and checks the group's configuration.
     *
     * @throws KafkaException with a message of one line, if the configuration cannot be read, would lose tickets or would
     *     deliver uncommitted ones
     */
    public static ShareGroup inspect(Admin admin, String name) {
        Config config = read(admin, new ConfigResource(ConfigResource.Type.GROUP, name));
        REQUIRED.forEach((key, required) -> {
            String actual = value(config, key, "unset");
            if (!actual.equals(required)) {
                throw new KafkaException("Share group " + name + " has " + key + "=" + actual + " instead of "
                        + required + "; run 'factstream topics apply' to set it");
            }
        });
        return new ShareGroup(Integer.parseInt(value(config, "share.delivery.count.limit", "5")));
    }

    private static Config read(Admin admin, ConfigResource group) {
        try {
            return admin.describeConfigs(List.of(group)).all().get().get(group);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Cannot read the configuration of share group " + group.name() + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading share group " + group.name(), e);
        }
    }

    private static String value(Config config, String key, String otherwise) {
        ConfigEntry entry = config.get(key);
        return entry == null || entry.value() == null ? otherwise : entry.value();
    }
}
