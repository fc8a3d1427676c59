package dev.factstream.console.deadletters;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which dead letters are meant; without any option, all. */
final class LetterFilter {
    @Option(names = "--stage", paramLabel = "NAME", description = "Only those given up by actor, scorer or learner.")
    private Optional<String> stage = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Only those whose reason contains this.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--topic", paramLabel = "NAME", description = "Only those that came from this topic (full name).")
    private Optional<String> topic = Optional.empty();

    boolean matches(Letter letter) {
        return stage.map(letter.why().stage()::equals).orElse(true)
                && reason.map(letter.why().reason()::contains).orElse(true)
                && topic.map(name -> letter.buried().sourceTopic().equals(Optional.of(name)))
                        .orElse(true);
    }

    /** Whether any option was given. */
    boolean isGiven() {
        return stage.isPresent() || reason.isPresent() || topic.isPresent();
    }
}
