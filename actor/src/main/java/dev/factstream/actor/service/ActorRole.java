package dev.factstream.actor.service;

import dev.factstream.actor.chat.ChatService;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.management.Meters;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.management.StallCheck;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.KafkaException;

/** Runs an actor as a role. */
public final class ActorRole implements Role {
    private static final Duration CHAT_CLOSE = Duration.ofSeconds(10);

    private final ActorService service;
    private final Optional<ChatService> chat;
    private final List<AccessRight> access;

    private ActorRole(ActorService service, Optional<ChatService> chat, List<AccessRight> access) {
        this.service = service;
        this.chat = chat;
        this.access = access;
    }

    /**
     * Starts an actor that serves {@code model}, and the chat endpoint if the settings enable it. The caller keeps ownership of
     * the model.
     *
     * @throws UserFacingException if the chat port cannot be opened
     */
    public static ActorRole start(Settings settings, VisionLanguageModel model) {
        Optional<ChatService> chat = ChatService.open(settings, model);
        try {
            return new ActorRole(
                    ActorService.start(settings, model), chat, RoleAccess.actor(CommonSettings.topicNames(settings)));
        } catch (RuntimeException e) {
            chat.ifPresent(open -> open.close(CHAT_CLOSE));
            throw e;
        }
    }

    /** The address of the chat endpoint; empty if it is disabled. */
    public Optional<String> address() {
        return chat.map(ChatService::address);
    }

    /** The current activity and the totals since the start. */
    public ActorStatus status() {
        return service.status();
    }

    @Override
    public String name() {
        return "actor " + service.status().actorId();
    }

    @Override
    public Optional<Throwable> failure() {
        return service.status()
                .failure()
                .map(ActorRole::forUsers)
                .or(() ->
                        chat.flatMap(ChatService::failure).map(why -> new UserFacingException(ExitCode.INTERNAL, why)));
    }

    /** The cluster refuses something that the actor needs, or the actor has an error. */
    private static Throwable forUsers(Throwable cause) {
        return cause instanceof KafkaException ? cause : new UserFacingException(ExitCode.INTERNAL, cause.toString());
    }

    @Override
    public Optional<String> unready() {
        return service.unserved();
    }

    @Override
    public List<AccessRight> access() {
        return access;
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        ActorStatus status = service.status();
        return StallCheck.describe("progress on the running answers", status.sinceProgress(), patience)
                .or(() -> StallCheck.describe("poll for tickets", status.pollOverdue(), patience));
    }

    @Override
    public void registerMetrics(Meters meters) {
        String id = service.status().actorId();
        gauge(
                meters,
                id,
                "policy",
                "version",
                "Policy version taken up last, of whichever run.",
                ActorStatus::adapterVersion);
        counter(meters, id, "rollouts", "rollouts", "Rollouts acknowledged by the broker.", ActorStatus::rollouts);
        counter(meters, id, "tokens", "tokens", "Tokens generated.", ActorStatus::tokens);
        counter(meters, id, "generate", "seconds", "Time spent generating.", ActorStatus::generateSeconds);
        counter(meters, id, "dead.letters", "letters", "Tickets that could not be answered.", ActorStatus::deadLetters);
        counter(meters, id, "released", "tickets", "Tickets released without an outcome.", ActorStatus::released);
        counter(
                meters,
                id,
                "foreign",
                "tickets",
                "Tickets passed over because they belong to another run or base, or because their run has ended.",
                ActorStatus::foreign);
        counter(
                meters,
                id,
                "rejected",
                "adapters",
                "Published adapters that were rejected.",
                ActorStatus::rejectedAdapters);
        gauge(
                meters,
                id,
                "waiting",
                "tickets",
                "Acquired tickets whose generation has not started.",
                ActorStatus::waiting);
        gauge(meters, id, "running", "sequences", "Sequences being generated.", ActorStatus::running);
        counter(
                meters,
                id,
                "swaps",
                "swaps",
                "Weight swaps while sequences were running.",
                status -> status.pauses().swaps());
        counter(
                meters,
                id,
                "swap.pause",
                "seconds",
                "Time that running sequences waited for newer weights.",
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
