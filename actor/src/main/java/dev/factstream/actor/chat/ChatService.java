package dev.factstream.actor.chat;

import dev.factstream.actor.adapter.AdapterFeed;
import dev.factstream.actor.adapter.AdapterLoader;
import dev.factstream.actor.adapter.LatestAdapters;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.actor.settings.ChatSettings;
import dev.factstream.model.image.DecodingLimits;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.http.AccessTokens;
import dev.factstream.runtime.http.PortAddress;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.PortSettings;
import dev.factstream.runtime.settings.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves chat completions of the policies during training. It follows the published adapters independently and shares only the base
 * model and the machine with the rollouts. Thread-safe.
 */
public final class ChatService {
    private static final Logger LOG = LoggerFactory.getLogger(ChatService.class);

    private final LatestAdapters latest = new LatestAdapters();
    private final AdapterLoader loader;
    private final AdapterFeed feed;
    private final Thread feedThread;
    private final ChatEngine engine;
    private final ChatHttpServer port;
    private final String base;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private ChatService(Settings all, ActorSettings actor, VisionLanguageModel model, Clock clock) {
        ChatSettings chat = actor.chat();
        PortSettings ports = all.bind(CommonSettings.class).ports();
        base = ports.scheme() + "://" + chat.host() + ":";
        PortAddress address = new PortAddress(
                "actor.http", "chat completions", chat.host(), chat.port(), AccessTokens.parse(chat.token()));
        loader = new AdapterLoader(model);
        engine = new ChatEngine(
                model, latest, chat.slots(), chat.waiting() + chat.slots(), actor.weightBytes(), actor.id() + "-chat");
        ChatModels models = new ChatModels(engine::version);
        try {
            feed = new AdapterFeed(
                    new KafkaClients(all),
                    actor.id() + "-chat-adapters",
                    CommonSettings.topicNames(all),
                    loader,
                    latest,
                    new ServedChatRuns(engine, models),
                    clock);
        } catch (RuntimeException e) {
            engine.stop();
            throw e;
        }
        try {
            SecureRandom random = new SecureRandom();
            port = new ChatHttpServer(
                    chat,
                    address,
                    ports,
                    engine,
                    models,
                    new ChatRequestReader(chat.maxTokens(), () -> random.nextInt(Integer.MAX_VALUE)),
                    new ChatPrompts(
                            model, new DecodingLimits(chat.pixels(), DecodingLimits.DEFAULT.time()), chat.maxTokens()),
                    model.tokenizer(),
                    new ChatResponses(models, clock.millis() / 1000),
                    clock);
        } catch (RuntimeException e) {
            engine.stop();
            feed.close();
            throw e;
        }
        feedThread = new Thread(feed, actor.id() + "-chat-adapters");
        feedThread.setUncaughtExceptionHandler((dead, cause) -> failure.compareAndSet(null, cause));
    }

    /**
     * Opens the chat port of the settings, unless it is 0.
     *
     * @param model read only, not closed
     * @throws dev.factstream.runtime.failure.UserFacingException if it cannot be opened
     */
    public static Optional<ChatService> open(Settings settings, VisionLanguageModel model) {
        return settings.bind(ChatSettings.class).port() == 0 ? Optional.empty() : Optional.of(listen(settings, model));
    }

    /** Opens the chat port of the settings, or any free one if it is 0. */
    static ChatService listen(Settings settings, VisionLanguageModel model) {
        ChatService service = new ChatService(settings, settings.bind(ActorSettings.class), model, Clock.systemUTC());
        service.feedThread.start();
        LOG.info("Serving chat completions at {}", service.address());
        return service;
    }

    /** Returns the base URL for OpenAI's clients. */
    public String address() {
        return base + port.port() + "/v1";
    }

    /** Returns why the service stopped following the adapters; empty while it does. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure.get()).map(Throwable::toString);
    }

    /**
     * Aborts running answers and stops. Closing again has no effect.
     *
     * @return whether the service stopped in time
     */
    public boolean close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        feed.stop();
        port.close();
        try {
            boolean ended = engine.close(timeout);
            feedThread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            latest.close();
            if (ended && !feedThread.isAlive()) {
                loader.close();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
