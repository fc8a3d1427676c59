package dev.factstream.console.management;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.Failure;
import dev.factstream.console.http.HttpPort;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells whoever runs a role over HTTP how it is: {@code /healthy} is 503 with the reason when something in it has stopped by itself,
 * or gives no sign of life, and a restart is due; {@code /ready} is 503 when it is starting, stopping, not able to work just now, or the cluster does not
 * answer; {@code /metrics} is what it measures, in the text format of Prometheus. Thread-safe; close it.
 */
public final class ManagementPort implements AutoCloseable {
    private final List<Managed> managed = new CopyOnWriteArrayList<>();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final BrokerProbe broker;
    private final Duration patience;
    private final HttpPort http;
    private final int port;
    private volatile String phase = "starting";

    private ManagementPort(String host, int port, Duration patience, KafkaClients clients) {
        this.patience = patience;
        broker = new BrokerProbe(clients);
        http = new HttpPort(this::handle);
        try {
            this.port = http.listen(host, port, "management", "set management.port to a free one, or to 0 for none");
        } catch (ConsoleException e) {
            close();
            throw e;
        }
    }

    /** Opens the port that the settings name, if they name one; it says that it is starting until {@link #manage}. */
    public static Optional<ManagementPort> open(Settings settings) {
        int port = settings.get(ManagementSettings.PORT);
        return port == 0
                ? Optional.empty()
                : Optional.of(listen(
                        settings.get(ManagementSettings.HOST),
                        port,
                        Duration.ofSeconds(settings.get(ManagementSettings.SILENCE)),
                        new KafkaClients(settings)));
    }

    /**
     * @param port 0 for any free one
     * @param patience how long a role may be silent over its work
     */
    static ManagementPort listen(String host, int port, Duration patience, KafkaClients clients) {
        return new ManagementPort(host, port, patience, clients);
    }

    /** The port that it listens on. */
    int port() {
        return port;
    }

    /** Tells about these from now on, and is ready when they are. */
    public void manage(List<? extends Managed> roles) {
        Meters meters = new Meters(registry);
        roles.forEach(role -> role.measure(meters));
        managed.addAll(roles);
        phase = "";
    }

    /** Says from now on that it is not ready, because what it tells about is stopping. */
    public void drain() {
        phase = "stopping";
    }

    private void handle(HttpServerRequest request) {
        // not on the event loop: the cluster may take its time
        http.aside(() -> answer(request.path()))
                .onComplete(
                        answer -> send(request, answer),
                        failure -> send(request, Answer.of(List.of("the management port failed: " + failure))));
    }

    private static void send(HttpServerRequest request, Answer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", answer.type())
                .end(answer.body());
    }

    private Answer answer(String path) throws InterruptedException {
        return switch (path) {
            case "/healthy" -> Answer.of(unhealthy());
            case "/ready" -> Answer.of(unready());
            case "/metrics" -> Answer.metrics(registry.scrape());
            default -> Answer.notFound();
        };
    }

    private List<String> unhealthy() {
        return managed.stream()
                .flatMap(role -> role
                        .failure()
                        .map(Failure::message)
                        .or(() -> role.stuck(patience))
                        .map(why -> role.name() + ": " + why)
                        .stream())
                .toList();
    }

    private List<String> unready() throws InterruptedException {
        List<String> problems = new ArrayList<>(unhealthy());
        if (!phase.isEmpty()) {
            problems.add(phase);
        }
        managed.forEach(
                role -> role.unready().map(why -> role.name() + ": " + why).ifPresent(problems::add));
        broker.unready().ifPresent(problems::add);
        return problems;
    }

    /** Stops listening. Closing again does nothing. */
    @Override
    public void close() {
        http.close();
        broker.close();
        registry.close();
    }
}
