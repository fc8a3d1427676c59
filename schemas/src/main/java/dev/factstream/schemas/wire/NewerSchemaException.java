package dev.factstream.schemas.wire;

import java.util.Optional;

/**
 * A record was written by a newer build: its schema id follows those that this build knows. It is no {@link
 * MalformedRecordException}, because the record is fine: nobody sends it to dead-letters, skips it or passes over it. A role that
 * meets one takes no more records and is not ready until it is upgraded.
 */
public final class NewerSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerSchemaException(String topic, int id, int newest) {
        super("a record of " + topic + " has schema id " + id + ", but this build knows ids up to " + newest
                + ": a newer build wrote it; upgrade this role (docs/operating.md, Upgrades)");
    }

    /** Returns the exception of this kind among {@code thrown} and its causes. */
    public static Optional<NewerSchemaException> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NewerSchemaException newer) {
                return Optional.of(newer);
            }
        }
        return Optional.empty();
    }
}
