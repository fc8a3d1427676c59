package dev.factstream.infra.topics;

import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigResource;

/** One configuration value of a topic or a group that is not what it should be. */
record ConfigDifference(ConfigResource resource, String key, String found, String wanted)
        implements Comparable<ConfigDifference> {
    private static final Comparator<ConfigDifference> BY_PLACE = Comparator.comparing(ConfigDifference::place);

    String place() {
        return resource.type().name().toLowerCase(Locale.ROOT) + " " + resource.name() + ": " + key;
    }

    String line() {
        return place() + " is " + found + ", not " + wanted;
    }

    @Override
    public int compareTo(ConfigDifference other) {
        return BY_PLACE.compare(this, other);
    }
}
