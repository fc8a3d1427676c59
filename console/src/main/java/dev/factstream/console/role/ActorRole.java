package dev.factstream.console.role;

import dev.factstream.actor.chat.ChatService;
import dev.factstream.actor.chat.PortInUseException;
import dev.factstream.actor.service.ActorService;
import dev.factstream.actor.service.ActorStatus;
import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.console.cli.Failure;
import dev.factstream.console.management.Meters;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.settings.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** An actor as a role. */
public final class ActorRole implements Role {
    private static final Duration CHAT_CLOSE = Duration.ofSeconds(10);

    private final ActorService service;
    private final Optional<ChatService> chat;

    private ActorRole(ActorService service, Optional<ChatService> chat) {
        this.service = service;
        this.chat = chat;
    }

    /**
     * Starts an actor that serves {@code model}, which stays the caller's, and lets people talk to it where the settings say so.
     *
     * @throws ConsoleException if the port for conversations cannot be opened
     */
    public static ActorRole start(Settings settings, VisionLanguageModel model) {
        Optional<ChatService> chat;
        try {
            chat = ChatService.open(settings, model);
        } catch (PortInUseException e) {
            throw new ConsoleException(ExitCode.IN_USE, e.getMessage(), e);
        }
        try {
            return new ActorRole(ActorService.start(settings, model), chat);
        } catch (RuntimeException e) {
            chat.ifPresent(open -> open.close(CHAT_CLOSE));
            throw e;
        }
    }

    /** Where people can talk to the policy. */
    public Optional<String> address() {
        return chat.map(ChatService::address);
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
        return service.status()
                .failure()
                .or(() -> chat.flatMap(ChatService::failure))
                .map(Failure::internal);
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        ActorStatus status = service.status();
        return Silence.tooLong("progress with the answers in work", status.sinceProgress(), patience)
                .or(() -> Silence.tooLong("poll for tickets", status.pollOverdue(), patience));
    }

    @Override
    public void measure(Meters meters) {
        String id = service.status().actorId();
        gauge(meters, id, "policy", "version", "Policy version that is served.", ActorStatus::adapterVersion);
        counter(meters, id, "rollouts", "rollouts", "Rollouts that the broker has.", ActorStatus::rollouts);
        counter(meters, id, "tokens", "tokens", "Tokens generated.", ActorStatus::tokens);
        counter(meters, id, "generate", "seconds", "Time spent generating.", ActorStatus::generateSeconds);
        counter(meters, id, "dead.letters", "letters", "Tickets that could not be answered.", ActorStatus::deadLetters);
        counter(meters, id, "released", "tickets", "Tickets given back without an outcome.", ActorStatus::released);
        counter(
                meters,
                id,
                "rejected",
                "adapters",
                "Published adapters that were refused.",
                ActorStatus::rejectedAdapters);
        gauge(meters, id, "waiting", "tickets", "Tickets in hand that have not begun.", ActorStatus::waiting);
        gauge(meters, id, "running", "sequences", "Sequences that are being drawn.", ActorStatus::running);
        counter(
                meters,
                id,
                "swaps",
                "swaps",
                "Exchanges of weights while sequences were running.",
                status -> status.pauses().swaps());
        counter(
                meters,
                id,
                "swap.pause",
                "seconds",
                "How long running sequences waited for newer weights.",
                status -> status.pauses().seconds());
        gauge(
                meters,
                id,
                "swap.pause.longest",
                "seconds",
                "The longest time that running sequences waited for newer weights.",
                status -> status.pauses().longestSeconds());
    }

    private void gauge(
            Meters meters, String id, String what, String unit, String text, ToDoubleFunction<ActorStatus> value) {
        meters.gauge("actor." + what, unit, text, () -> value.applyAsDouble(service.status()), "actor", id);
    }

    private void counter(
            Meters meters, String id, String what, String unit, String text, ToDoubleFunction<ActorStatus> value) {
        meters.counter("actor." + what, unit, text, () -> value.applyAsDouble(service.status()), "actor", id);
    }

    @Override
    public Optional<String> summary() {
        ActorStatus status = service.status();
        return Optional.of(String.format(
                Locale.ROOT,
                "%d rollouts, %.0f tok/s while generating; %s",
                status.rollouts(),
                status.tokensPerSecond(),
                status.pauses()));
    }

    @Override
    public boolean close(Duration timeout) {
        boolean quiet = chat.map(open -> open.close(CHAT_CLOSE)).orElse(true);
        return service.close(timeout) && quiet;
    }
}
