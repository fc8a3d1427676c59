package dev.factstream.infra.topics;

import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigResource;

/** One configuration value of a topic or a group that differs from the catalogue. */
record ConfigDifference(ConfigResource resource, String key, String found, String wanted)
        implements Comparable<ConfigDifference> {
    private static final Comparator<ConfigDifference> BY_LABEL = Comparator.comparing(ConfigDifference::label);

    String label() {
        return resource.type().name().toLowerCase(Locale.ROOT) + " " + resource.name() + ": " + key;
    }

    String describe() {
        return label() + " is " + found + ", not " + wanted;
    }

    @Override
    public int compareTo(ConfigDifference other) {
        return BY_LABEL.compare(this, other);
    }
}
