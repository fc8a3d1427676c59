package dev.factstream.drift.rules;

import dev.factstream.drift.window.FindingType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds actors whose answers are on average {@code limit} versions old or more. */
final class StaleActors implements DriftRule {
    private static final int MIN_ANSWERS = 4;

    private final double limit;

    /** @param limit in versions */
    StaleActors(double limit) {
        this.limit = limit;
    }

    @Override
    public FindingType finding() {
        return FindingType.STALE_ACTORS;
    }

    @Override
    public Optional<String> suspicion(WindowContext context) {
        String stale = context.window().actors().entrySet().stream()
                .filter(actor -> actor.getValue().count() >= MIN_ANSWERS
                        && actor.getValue().mean() >= limit)
                .map(actor -> String.format(
                        Locale.ROOT,
                        "%s answers %.1f versions late",
                        actor.getKey(),
                        actor.getValue().mean()))
                .collect(Collectors.joining("; "));
        return Optional.of(stale).filter(text -> !text.isEmpty());
    }
}
