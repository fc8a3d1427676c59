package dev.factstream.lab.soak;

import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicFollower;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.wire.Codecs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs the real roles for many versions and measures at marks whether memory, disk, reads of a start, or CPU time per version grow with
 * the age of the runs. Two runs share topics and actors. Between the marks the seed decides which victim is killed after how many
 * versions. It keeps the marks and, of the ledger, one number per run. For one thread.
 */
public final class Soak {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int STARTS = 3;
    private static final int LEAST_BETWEEN_KILLS = 50;
    private static final int MOST_BETWEEN_KILLS = 300;

    private final SoakOptions options;
    private final Path folder;
    private final Consumer<String> line;
    private final Random random;
    private final long begin = System.nanoTime();

    /**
     * @param folder empty; receives the broker's data, the runs and the logs
     * @param line receives each line of the output
     */
    public Soak(SoakOptions options, Path folder, Consumer<String> line) {
        this.options = options;
        this.folder = folder;
        this.line = line;
        random = new Random(options.seed());
    }

    /**
     * Runs the soak and returns one line for each thing that has grown, or for each fault of a ticket balance.
     *
     * @throws UserFacingException if a process ends by itself or the runs make no progress
     */
    public List<String> run() throws IOException, InterruptedException {
        report("soak of %,d versions, seed %d, logs in %s", options.versions(), options.seed(), folder);
        try (SoakCluster cluster = new SoakCluster(options, folder);
                LedgerTail ledger = new LedgerTail(cluster.clients(), SoakCluster.NAMES)) {
            return new Course(cluster, ledger).run();
        }
    }

    private void report(String format, Object... values) {
        line.accept(String.format(Locale.ROOT, format, values));
    }

    private double minutes() {
        return (System.nanoTime() - begin) / 60e9;
    }

    /** The course of the soak on its running processes. */
    private final class Course {
        private final SoakCluster cluster;
        private final LedgerTail ledger;
        private final CpuPerVersion cpu = new CpuPerVersion();
        private final List<SoakMark> marks = new ArrayList<>();
        private Map<String, Double> cpuAtMark = new HashMap<>();
        private int versionsAtMark;
        private int progress;
        private long progressNanos = System.nanoTime();

        Course(SoakCluster cluster, LedgerTail ledger) {
            this.cluster = cluster;
            this.ledger = ledger;
        }

        List<String> run() throws IOException, InterruptedException {
            int nextKill = nextKill();
            for (int mark : options.marks()) {
                while (ledger.versions() < mark) {
                    advance();
                    if (options.kills() && ledger.versions() >= nextKill) {
                        kill();
                        nextKill = nextKill();
                    }
                }
                measure();
            }
            return GrowthLimits.faults(
                    marks.get(0), marks.get(marks.size() - 1), SoakCluster.NAMES.topic(TopicCatalogue.TRAINING_LEDGER));
        }

        private int nextKill() {
            return ledger.versions() + LEAST_BETWEEN_KILLS + random.nextInt(MOST_BETWEEN_KILLS - LEAST_BETWEEN_KILLS);
        }

        /** Waits a moment for versions, and checks that all is well. */
        private void advance() {
            ledger.read(WAIT);
            for (SoakProcess process : cluster.processes()) {
                if (!process.isAlive()) {
                    throw failure("the process " + process.name() + " has ended; see " + process.log());
                }
            }
            cpu.sample(
                    ledger.versions(),
                    cluster.processes().stream()
                            .mapToDouble(SoakProcess::cpuSeconds)
                            .sum());
            if (ledger.versions() > progress) {
                progress = ledger.versions();
                progressNanos = System.nanoTime();
            } else if (System.nanoTime() - progressNanos > TIMEOUT.toNanos()) {
                throw failure("no version within " + TIMEOUT.toSeconds() + " s");
            }
        }

        private UserFacingException failure(String what) {
            return new UserFacingException(
                    ExitCode.INTERNAL,
                    what + "; seed " + options.seed() + ", " + ledger.versions() + " versions, logs in " + folder);
        }

        private void kill() throws IOException {
            List<SoakProcess> victims = List.copyOf(cluster.victims().values());
            SoakProcess victim = victims.get(random.nextInt(victims.size()));
            victim.killAndRestart();
            report("%,d versions, %.1f min: %s killed and started again", ledger.versions(), minutes(), victim.name());
        }

        private void measure() throws IOException, InterruptedException {
            int versions = ledger.versions();
            Map<String, Double> cpuByProcess = cpuSinceMark(versions);
            double cpuPerVersion = cpu.median();
            Map<String, ProcessSize> sizes = new TreeMap<>();
            for (SoakProcess survivor : cluster.survivors().values()) {
                sizes.put(survivor.name(), survivor.size());
            }
            List<String> books = new ArrayList<>();
            List<String> faults = new ArrayList<>();
            for (String run : SoakCluster.RUNS) {
                TicketBalance balance = new TicketBalanceReader(cluster.clients(), SoakCluster.NAMES).read(run);
                books.add(run + ": " + balance);
                balance.faults().forEach(fault -> faults.add(run + " at " + versions + " versions: " + fault));
            }
            SoakMark mark = new SoakMark(
                    versions,
                    sizes,
                    cluster.topicSizes(),
                    cluster.folderBytes(),
                    medianStart(),
                    cpuPerVersion,
                    cpuByProcess,
                    books,
                    faults);
            marks.add(mark);
            SoakTable.print(mark, minutes(), line);
        }

        private Map<String, Double> cpuSinceMark(int versions) {
            Map<String, Double> now = new TreeMap<>();
            cluster.processes().forEach(process -> now.put(process.name(), process.cpuSeconds()));
            Map<String, Double> since = new TreeMap<>();
            now.forEach((name, seconds) ->
                    since.put(name, (seconds - cpuAtMark.getOrDefault(name, 0.0)) / (versions - versionsAtMark)));
            cpuAtMark = now;
            versionsAtMark = versions;
            return since;
        }

        private SoakStart medianStart() throws IOException {
            List<SoakStart> starts = new ArrayList<>();
            for (int number = 0; number < STARTS; number++) {
                starts.add(start());
            }
            starts.sort(Comparator.comparing(start -> start.reads().allBytes()));
            return starts.get(STARTS / 2);
        }

        /** Kills the learner of the last run, starts it again, and waits for its first ticket. */
        private SoakStart start() throws IOException {
            String run = SoakCluster.RUNS.get(SoakCluster.RUNS.size() - 1);
            SoakProcess learner = cluster.victims().get(SoakCluster.LEARNER);
            learner.killAndRestart();
            long started = System.nanoTime();
            long scored = cluster.scoredRollouts();
            try (TopicFollower tickets = TopicFollower.open(
                    cluster.clients().consumer("factstream-soak-tickets"),
                    StartOffsets.last(0),
                    SoakCluster.NAMES.prompts())) {
                AtomicBoolean issued = new AtomicBoolean();
                while (!issued.get()) {
                    tickets.poll(WAIT, raw -> {
                        Ticket ticket = Codecs.TICKETS.decode(raw.value());
                        if (ticket.runId().equals(run)) {
                            issued.set(true);
                        }
                    });
                    advance();
                }
                double seconds = (System.nanoTime() - started) / 1e9;
                ReadVolume reads = learner.reads();
                long arrived = cluster.scoredRollouts() - scored;
                return new SoakStart(seconds, reads.without(SoakCluster.NAMES.scoredRollouts(), arrived));
            }
        }
    }
}
