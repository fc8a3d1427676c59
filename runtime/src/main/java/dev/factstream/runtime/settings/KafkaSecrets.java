package dev.factstream.runtime.settings;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Recognises secrets among the keys that pass through to the Kafka clients: those that Kafka declares as passwords and those of
 * Confluent's schema registry client, under any prefix. A key that neither declares, of a plugin for instance, is a secret if its last
 * word says so.
 */
final class KafkaSecrets {
    private static final Set<String> DECLARED = new HashSet<>();
    private static final Set<String> PASSWORDS =
            new HashSet<>(Set.of("basic.auth.user.info", "bearer.auth.token", "bearer.auth.client.secret"));
    private static final Pattern LAST_WORD =
            Pattern.compile("(.*[._-])?(password|passphrase|secret|token|credentials?)");

    static {
        addAll(AdminClientConfig.configDef());
        addAll(ConsumerConfig.configDef());
        addAll(ProducerConfig.configDef());
        addAll(StreamsConfig.configDef());
    }

    private KafkaSecrets() {}

    private static void addAll(ConfigDef definition) {
        definition.configKeys().forEach((name, key) -> {
            DECLARED.add(name);
            if (key.type == ConfigDef.Type.PASSWORD) {
                PASSWORDS.add(name);
            }
        });
    }

    /** @param key with its prefix, for instance {@code kafka.consumer.ssl.key.password} */
    static boolean isSecret(String key) {
        return endsWithAnyOf(PASSWORDS, key)
                || !endsWithAnyOf(DECLARED, key) && LAST_WORD.matcher(key).matches();
    }

    private static boolean endsWithAnyOf(Set<String> names, String key) {
        String rest = key;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            rest = rest.substring(dot + 1);
            if (names.contains(rest)) {
                return true;
            }
        }
        return false;
    }
}
