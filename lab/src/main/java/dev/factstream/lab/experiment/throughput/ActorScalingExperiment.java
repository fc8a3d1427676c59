package dev.factstream.lab.experiment.throughput;

import dev.factstream.actor.service.ActorService;
import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.lab.samples.SampleTickets;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Measures the throughput of several real actors, each with batch size 1 and simulated generation. */
public final class ActorScalingExperiment {
    private static final int PICTURES = 8;
    private static final int TOKENS = 16;
    private static final int WARM_UP = 3;
    private static final long POLL_MILLIS = 50;

    private final TemporaryBroker broker;
    private final KafkaClients clients;
    private final VisionLanguageModel model;
    private final Duration generation;

    /**
     * The throughput of a number of actors.
     *
     * @param actors number of actors
     * @param ticketsPerSecond of all actors
     * @param shareOfLinear the rate per actor as a share of that of the first point
     */
    public record Point(int actors, double ticketsPerSecond, double shareOfLinear) {}

    /** @param generation the simulated generation time of a ticket */
    public ActorScalingExperiment(TemporaryBroker broker, VisionLanguageModel model, Duration generation) {
        this.broker = broker;
        clients = broker.clients();
        this.model = model;
        this.generation = generation;
    }

    /**
     * Measures several numbers of actors, one after the other.
     *
     * @param counts numbers of actors, each once; the first is the baseline of the others
     * @param tickets measured tickets per actor
     * @param measured receives each point
     * @return the smallest share of linear scaling
     */
    public double run(List<Integer> counts, int tickets, Consumer<Point> measured) throws InterruptedException {
        double single = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int count : counts) {
            double rate = ticketsPerSecond(count, tickets);
            single = single == 0 ? rate / count : single;
            Point point = new Point(count, rate, rate / count / single);
            least = Math.min(least, point.shareOfLinear());
            measured.accept(point);
        }
        return least;
    }

    /**
     * Runs {@code count} actors on separate topics until each has answered the warm-up tickets and then {@code tickets} more on average.
     *
     * @return the sum of the actors' rates; an actor's rate is measured from its first measured answer to its last, or to the end if it
     *     has stalled
     */
    private double ticketsPerSecond(int count, int tickets) throws InterruptedException {
        TopicNames names = new TopicNames("scaling-" + count);
        broker.createTopics(names, TopicOverrides.none());
        List<ActorService> actors = new ArrayList<>();
        try (SampleTickets feed = new SampleTickets(clients, names, model.baseHash(), PICTURES, TOKENS)) {
            for (int number = 1; number <= count; number++) {
                actors.add(ActorService.start(settings(names, number), model));
            }
            feed.issue(2 * count * (WARM_UP + tickets)); // no partition may run out of tickets
            await(() -> actors.stream().allMatch(actor -> actor.status().rollouts() >= WARM_UP));
            long begin = System.currentTimeMillis();
            long before = rollouts(actors);
            await(() -> rollouts(actors) - before >= (long) count * tickets);
            return rate(names, begin, System.currentTimeMillis());
        } finally {
            actors.forEach(ActorService::close);
        }
    }

    private double rate(TopicNames names, long begin, long end) {
        Map<String, List<Long>> finished = new HashMap<>();
        new TopicScanner(clients).read(names.rollouts(), record -> {
            Rollout rollout = Codecs.ROLLOUTS.decode(record.value());
            long at = rollout.timings().finishedAtMillis();
            if (at >= begin && at <= end) {
                finished.computeIfAbsent(rollout.actorId(), actor -> new ArrayList<>())
                        .add(at);
            }
        });
        return finished.values().stream().mapToDouble(times -> rate(times, end)).sum();
    }

    private double rate(List<Long> times, long end) {
        long first = times.stream().mapToLong(time -> time).min().orElseThrow();
        long last = times.stream().mapToLong(time -> time).max().orElseThrow();
        long overdue = Math.max(last, end - 2 * generation.toMillis());
        return times.size() < 2 ? 0 : 1e3 * (times.size() - 1) / (overdue - first);
    }

    private static long rollouts(List<ActorService> actors) {
        return actors.stream().mapToLong(actor -> actor.status().rollouts()).sum();
    }

    private Settings settings(TopicNames names, int number) {
        return Settings.of(
                ActorSettings.class,
                Map.of(
                        "kafka.bootstrap.servers",
                        clients.bootstrapServers(),
                        "topics.prefix",
                        names.prefix(),
                        ActorSettings.ID,
                        "actor-" + number,
                        ActorSettings.BATCH_SIZE,
                        "1",
                        ActorSettings.SIMULATED_GENERATION,
                        Long.toString(generation.toMillis())));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
