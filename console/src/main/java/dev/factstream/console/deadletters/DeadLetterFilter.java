package dev.factstream.console.deadletters;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that select dead letters; without any option, all match. */
final class DeadLetterFilter {
    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "Only dead letters written by this role: actor, scorer or learner.")
    private Optional<String> stage = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only dead letters whose reason contains this text.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Only dead letters from this source topic (full name).")
    private Optional<String> topic = Optional.empty();

    boolean matches(DeadLetterView letter) {
        return stage.map(letter.deadLetter().stage()::equals).orElse(true)
                && reason.map(letter.deadLetter().reason()::contains).orElse(true)
                && topic.map(name -> letter.record().sourceTopic().equals(Optional.of(name)))
                        .orElse(true);
    }

    /** Whether any option was given. */
    boolean isGiven() {
        return stage.isPresent() || reason.isPresent() || topic.isPresent();
    }
}
