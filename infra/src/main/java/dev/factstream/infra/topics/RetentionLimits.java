package dev.factstream.infra.topics;

import java.util.Set;

/** Compares the values of a topic's configuration; those of retention and size of messages are lower limits, and {@code -1} is unlimited. */
final class RetentionLimits {
    private static final Set<String> KEYS = Set.of("retention.ms", "retention.bytes", "max.message.bytes");
    private static final long UNLIMITED = -1;

    private RetentionLimits() {}

    /** Returns whether {@code found} is what the catalogue wants, or keeps more than that. */
    static boolean satisfied(String key, String found, String wanted) {
        if (found.equals(wanted)) {
            return true;
        }
        return KEYS.contains(key) && isNumber(found) && limit(found) >= limit(wanted);
    }

    private static boolean isNumber(String value) {
        return value.matches("-?\\d{1,18}");
    }

    private static long limit(String value) {
        long limit = Long.parseLong(value);
        return limit == UNLIMITED ? Long.MAX_VALUE : limit;
    }
}
