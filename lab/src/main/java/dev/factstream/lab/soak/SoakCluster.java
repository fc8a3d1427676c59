package dev.factstream.lab.soak;

import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.lab.chaos.RandomPolicy;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The processes of a soak: a broker, and the roles of two runs that share topics and actors. The policy is tiny and untrained, generation
 * is simulated, rewards are symbolic. The survivors live from the start to the end; the victims may be killed. For one thread; close
 * it.
 */
final class SoakCluster implements AutoCloseable {
    static final TopicNames NAMES = new TopicNames("");

    /** The runs; the learner of the last one is a victim. */
    static final List<String> RUNS = List.of("soak-1", "soak-2");

    /** The victim whose starts are measured. */
    static final String LEARNER = "learner-2";

    private static final Pattern READY = Pattern.compile("broker ready at (\\S+),");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long POLL_NANOS = 50_000_000;
    private static final int BROKER_HEAP = 256;
    private static final int ROLE_HEAP = 128;

    private final SoakOptions options;
    private final Path folder;
    private final Map<String, SoakProcess> survivors = new LinkedHashMap<>();
    private final Map<String, SoakProcess> victims = new LinkedHashMap<>();
    private KafkaClients clients;

    /** Starts everything; throws after stopping what it has started. */
    SoakCluster(SoakOptions options, Path folder) throws IOException, InterruptedException {
        this.options = options;
        this.folder = folder;
        try {
            startBroker();
            TopicTool.apply(clients, NAMES, TopicOverrides.none());
            ShortRetention.apply(clients, NAMES);
            RandomPolicy.write(policy(), options.seed());
            new PromptPublisher(clients, NAMES).publish(RandomPolicy.book(policy()));
            startRoles();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startBroker() throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("broker", "--dir", folder.resolve("broker").toString(), "--port", "0"));
        ShortRetention.brokerProperties()
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        SoakProcess broker = SoakProcess.start("broker", folder, BROKER_HEAP, options.isShort(), arguments);
        survivors.put("broker", broker);
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (clients == null) {
            Matcher ready = READY.matcher(Files.readString(broker.log()));
            if (ready.find()) {
                clients = KafkaClients.of(ready.group(1));
            } else if (!broker.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the broker does not start; see " + broker.log());
            } else {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private void startRoles() throws IOException {
        survivors.put("scorer", scorer("scorer-1"));
        survivors.put(
                "drift",
                role(
                        "drift",
                        "drift",
                        "drift.state.dir=" + folder.resolve("drift-state"),
                        "drift.instance.id=only",
                        "drift.commit.interval.ms=1000",
                        "kafka.streams.topic.segment.bytes=" + ShortRetention.SEGMENT_BYTES));
        survivors.put("dashboard", role("dashboard", "dashboard", "dashboard.port=0"));
        survivors.put("actor-1", actor("actor-1"));
        survivors.put("learner-1", learner("learner-1", RUNS.get(0)));
        victims.put("actor-2", actor("actor-2"));
        victims.put("scorer-2", scorer("scorer-2"));
        victims.put(LEARNER, learner(LEARNER, RUNS.get(1)));
    }

    private SoakProcess scorer(String name) throws IOException {
        return role(
                name,
                "scorer",
                "scorer.state.dir=" + folder.resolve(name + "-state"),
                "scorer.instance.id=" + name,
                "scorer.threads=1",
                "scorer.commit.interval.ms=50",
                "scorer.batch.linger.ms=20",
                "scorer.identity.retention.hours=0.03",
                "kafka.streams.topic.segment.bytes=" + ShortRetention.SEGMENT_BYTES);
    }

    private SoakProcess actor(String name) throws IOException {
        return role(
                name,
                "actor",
                "actor.model=" + policy(),
                "actor.id=" + name,
                "actor.lanes=1",
                "actor.batch.size=" + 4 * options.rollouts(),
                "actor.simulated.generation.ms=5");
    }

    private SoakProcess learner(String name, String run) throws IOException {
        return role(
                name,
                "learner",
                "learner.model=" + policy(),
                "learner.dir=" + runFolder(run),
                "learner.run.id=" + run,
                "learner.seed=" + options.seed(),
                "learner.lora.rank=2",
                "learner.rollouts.per.version=" + options.rollouts(),
                "learner.ppo.minibatch=" + options.rollouts(),
                "learner.ppo.epochs=1",
                "learner.checkpoints.kept=2",
                "learner.checkpoints.every=0",
                "learner.alarm.mismatch=1e9", // simulated answers do not have the log-probabilities of the policy
                "learner.ticket.timeout.seconds=60",
                "learner.sampling.max.tokens=4");
    }

    private SoakProcess role(String name, String role, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(role));
        for (String common : List.of(
                "kafka.bootstrap.servers=" + clients.bootstrapServers(),
                "kafka.metric.reporters=" + ReadVolumeReporter.class.getName())) {
            arguments.addAll(List.of("--set", common));
        }
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return SoakProcess.start(name, folder, ROLE_HEAP, options.isShort(), arguments);
    }

    private Path policy() {
        return folder.resolve("policy");
    }

    private Path runFolder(String run) {
        return folder.resolve(run);
    }

    KafkaClients clients() {
        return clients;
    }

    Map<String, SoakProcess> survivors() {
        return survivors;
    }

    Map<String, SoakProcess> victims() {
        return victims;
    }

    List<SoakProcess> processes() {
        List<SoakProcess> all = new ArrayList<>(survivors.values());
        all.addAll(victims.values());
        return all;
    }

    /** The number of scored rollouts, and of markers of their transactions, that were ever written. */
    long scoredRollouts() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.scanner("factstream-soak-ends"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(NAMES.scoredRollouts()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** The sizes of the logs, by topic. */
    Map<String, LogSize> topicSizes() throws IOException {
        return DiskUsage.topics(folder.resolve("broker").resolve("data"));
    }

    /** The bytes of files by folder; logs of topics and of processes are not among them. */
    Map<String, Long> folderBytes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        for (String run : RUNS) {
            sizes.put(run + "/checkpoints", DiskUsage.folder(runFolder(run).resolve("checkpoints")));
            sizes.put(run + "/adapters", DiskUsage.folder(runFolder(run).resolve("adapters")));
            sizes.put(run + " in all", DiskUsage.folder(runFolder(run)));
        }
        for (String state : List.of("scorer-1-state", "scorer-2-state", "drift-state")) {
            sizes.put(state, DiskUsage.folder(folder.resolve(state)));
        }
        return sizes;
    }

    /** Kills all processes. */
    @Override
    public void close() {
        List<SoakProcess> all = processes();
        for (int last = all.size() - 1; last >= 0; last--) {
            all.get(last).close(); // the broker last
        }
    }
}
