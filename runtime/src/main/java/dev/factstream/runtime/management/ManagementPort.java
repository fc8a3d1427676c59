package dev.factstream.runtime.management;

import dev.factstream.runtime.access.AccessMonitor;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.http.AccessTokens;
import dev.factstream.runtime.http.HttpPort;
import dev.factstream.runtime.http.PortAddress;
import dev.factstream.runtime.http.ReadOnlyHandler;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.PortSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Serves the health and metrics of roles over HTTP. {@code /healthy} is 503 with the reason when a role has failed or makes no
 * progress, and needs a restart; {@code /ready} is 503 when a role is starting, stopping or unable to work, or the cluster
 * does not answer or denies it an operation; {@code /metrics} are the metrics in the text format of Prometheus. Thread-safe; close it.
 */
public final class ManagementPort implements AutoCloseable {
    private final List<Managed> managed = new CopyOnWriteArrayList<>();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KafkaClients clients;
    private final BrokerProbe broker;
    private final Duration patience;
    private final HttpPort http;
    private final int port;
    private volatile Optional<AccessMonitor> access = Optional.empty();
    private volatile String phase = "starting";

    private ManagementPort(PortAddress address, PortSettings limits, Duration patience, KafkaClients clients) {
        this.patience = patience;
        this.clients = clients;
        broker = new BrokerProbe(clients);
        http = new HttpPort(limits, new ReadOnlyHandler(this::handle));
        try {
            port = http.listen(address);
        } catch (UserFacingException | SettingsException e) {
            close();
            throw e;
        }
    }

    /** Opens the port if the settings enable it; it reports "starting" until {@link #manage}. */
    public static Optional<ManagementPort> open(Settings settings) {
        ManagementSettings own = settings.bind(ManagementSettings.class);
        return own.port() == 0 ? Optional.empty() : Optional.of(listen(settings, own));
    }

    /**
     * Opens the port.
     *
     * @param own its settings; port 0 for any free port
     */
    public static ManagementPort listen(Settings settings, ManagementSettings own) {
        PortAddress address =
                new PortAddress("management", "management", own.host(), own.port(), AccessTokens.parse(own.token()));
        return new ManagementPort(
                address, settings.bind(CommonSettings.class).ports(), own.silence(), new KafkaClients(settings));
    }

    /** The listening port. */
    public int port() {
        return port;
    }

    /** Starts reporting on these roles; call it once. */
    public void manage(List<? extends Managed> roles) {
        Meters meters = new Meters(registry);
        roles.forEach(role -> role.registerMetrics(meters));
        access = Optional.of(new AccessMonitor(
                clients, roles.stream().flatMap(role -> role.access().stream()).toList()));
        managed.addAll(roles);
        phase = "";
    }

    /** Reports "not ready" from now on, because the roles are stopping. */
    public void markStopping() {
        phase = "stopping";
    }

    private void handle(HttpServerRequest request) {
        // not on the event loop: asking the cluster can block
        http.runBlocking(() -> answer(request.path()))
                .onComplete(
                        answer -> send(request, answer),
                        failure -> send(
                                request, ManagementResponse.of(List.of("the management port failed: " + failure))));
    }

    private static void send(HttpServerRequest request, ManagementResponse answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", answer.type())
                .end(answer.body());
    }

    private ManagementResponse answer(String path) throws InterruptedException {
        return switch (path) {
            case "/healthy" -> ManagementResponse.of(unhealthy());
            case "/ready" -> ManagementResponse.of(unready());
            case "/metrics" -> ManagementResponse.metrics(registry.scrape());
            default -> ManagementResponse.notFound();
        };
    }

    private List<String> unhealthy() {
        return managed.stream()
                .flatMap(role -> role
                        .failure()
                        .map(ManagementPort::describe)
                        .or(() -> role.stuck(patience))
                        .map(why -> role.name() + ": " + why)
                        .stream())
                .toList();
    }

    private static String describe(Throwable failure) {
        return failure instanceof UserFacingException ? failure.getMessage() : failure.toString();
    }

    private List<String> unready() throws InterruptedException {
        List<String> problems = new ArrayList<>(unhealthy());
        if (!phase.isEmpty()) {
            problems.add(phase);
        }
        for (Managed role : managed) {
            role.unready().map(why -> role.name() + ": " + why).ifPresent(problems::add);
            access.ifPresent(
                    monitor -> monitor.problems(role.access()).forEach(why -> problems.add(role.name() + ": " + why)));
        }
        broker.unready().ifPresent(problems::add);
        return problems;
    }

    /** Stops listening. Idempotent. */
    @Override
    public void close() {
        http.close();
        access.ifPresent(AccessMonitor::close);
        broker.close();
        registry.close();
    }
}
