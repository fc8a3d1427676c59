package dev.factstream.scorer.drift;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds actors whose answers are on average {@code limit} versions old or more. */
final class StaleActors implements Rule {
    private static final int MIN_ANSWERS = 4;

    private final double limit;

    /** @param limit in versions */
    StaleActors(double limit) {
        this.limit = limit;
    }

    @Override
    public Finding finding() {
        return Finding.STALE_ACTORS;
    }

    @Override
    public Optional<String> suspicion(Look context) {
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
