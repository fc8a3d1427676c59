package dev.factstream.console.role;

import dev.factstream.actor.service.ActorService;
import dev.factstream.actor.service.ActorStatus;
import dev.factstream.console.cli.Failure;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/** An actor as a role. */
public final class ActorRole implements Role {
    private final ActorService service;

    private ActorRole(ActorService service) {
        this.service = service;
    }

    /** Starts an actor that serves {@code model}, which stays the caller's. */
    public static ActorRole start(Settings settings, VisionLanguageModel model) {
        return new ActorRole(ActorService.start(settings, model));
    }

    /** What it is doing, and has done since it started. */
    public ActorStatus status() {
        return service.status();
    }

    @Override
    public String name() {
        return "actor " + service.status().actorId();
    }

    @Override
    public Optional<Failure> failure() {
        return service.status().failure().map(Failure::internal);
    }

    @Override
    public boolean close(Duration timeout) {
        return service.close(timeout);
    }
}
