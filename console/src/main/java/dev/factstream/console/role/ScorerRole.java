package dev.factstream.console.role;

import dev.factstream.console.cli.Failure;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.scorer.service.ScorerService;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** The scorer as a role. */
public final class ScorerRole implements Role {
    private final ScorerService service;

    private ScorerRole(ScorerService service) {
        this.service = service;
    }

    /** Starts a scorer. */
    public static ScorerRole start(Settings settings) {
        return new ScorerRole(ScorerService.start(settings));
    }

    @Override
    public String name() {
        return "scorer";
    }

    @Override
    public Optional<Failure> failure() {
        return service.state() == KafkaStreams.State.ERROR
                ? Optional.of(Failure.internal("it gave up after repeated failures; the log says which"))
                : Optional.empty();
    }

    @Override
    public boolean close(Duration timeout) {
        return service.close(timeout);
    }
}
