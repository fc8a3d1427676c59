package dev.factstream.lab.chaos;

import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.lab.broker.TemporaryBroker;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what a small run loses to a large one with which it shares topics and actors, while actors are killed. First the small run
 * has the actors alone, with half of their slots; then both runs share them with all slots, and a third run on another base has an
 * actor of its own on the same topics. Generation is simulated, so that slots and not the processor bound the pace. All roles are
 * processes.
 */
public final class SharedActorsExperiment {
    private static final String POLICY = "policy";
    private static final int WARM_UP_VERSIONS = 3;
    private static final long POLL_NANOS = 50_000_000;

    private final TemporaryBroker broker;
    private final SharedActorsOptions options;
    private final long seed;
    private final PrintWriter lines;

    public SharedActorsExperiment(TemporaryBroker broker, SharedActorsOptions options, long seed, PrintWriter lines) {
        this.broker = broker;
        this.options = options;
        this.seed = seed;
        this.lines = lines;
    }

    /** Runs both measurements. */
    public SharedActorsResult run() throws IOException, InterruptedException {
        Phase alone = new Phase("alone", options.slots() / 2);
        alone.addRun("small", POLICY, seed, options.small());
        alone.measure();
        Phase together = new Phase("together", options.slots());
        together.addRun("small", POLICY, seed, options.small());
        together.addRun("large", POLICY, seed, options.large());
        together.addRun("elsewhere", "other-policy", seed + 1, options.small());
        together.measure();
        return new SharedActorsResult(
                alone.versionsPerMinute("small"),
                together.versionsPerMinute("small"),
                together.versionsPerMinute("large"),
                together.verify());
    }

    /** One measurement on topics of its own. */
    private final class Phase {
        private final int slots;
        private final ChaosContext stage;
        private final Random random = new Random(seed);
        private final Map<String, ChaosRun> runs = new HashMap<>();
        private final Map<String, RoleProcess> learners = new HashMap<>();
        private final List<RoleProcess> actors = new ArrayList<>();
        private long begin;
        private long end;

        Phase(String name, int slots) throws IOException {
            this.slots = slots;
            TopicNames names = new TopicNames(name);
            broker.createTopics(names, TopicOverrides.none());
            Path folder = Files.createDirectories(broker.folder().resolve(name));
            stage = new ChaosContext(broker.clients(), names, folder, List.of(), seed, lines);
        }

        void addRun(String id, String policy, long policySeed, int rollouts) throws IOException {
            ChaosRun run = new ChaosRun(stage, id, policy);
            if (runs.values().stream().noneMatch(other -> other.policy().equals(run.policy()))) {
                run.prepare(policySeed);
            }
            runs.put(id, run);
            learners.put(
                    id,
                    stage.start(
                            List.of("learner"),
                            "learner-" + id,
                            run.learner(
                                    "learner.rollouts.per.version=" + rollouts,
                                    "learner.ppo.minibatch=" + rollouts,
                                    "learner.ppo.epochs=1",
                                    "learner.checkpoints.every=0",
                                    "learner.sampling.max.tokens=4")));
        }

        void measure() throws IOException, InterruptedException {
            try (RoleProcess scorer = runs.get("small").scorer()) {
                for (int number = 1; number <= options.actors(); number++) {
                    startActor("actor-" + number, runs.get("small"));
                }
                if (runs.containsKey("elsewhere")) {
                    startActor("actor-elsewhere", runs.get("elsewhere"));
                }
                for (ChaosRun run : runs.values()) {
                    awaitWarm(run);
                }
                begin = System.currentTimeMillis();
                for (int kill = 0; kill < options.kills(); kill++) {
                    pause(options.time().toMillis() / (options.kills() + 1), scorer);
                    int victim = random.nextInt(options.actors());
                    actors.get(victim).killAndRestart();
                    stage.report(
                            "%s: actor-%d killed and started again",
                            stage.names().prefix(), victim + 1);
                }
                pause(options.time().toMillis() / (options.kills() + 1), scorer);
                end = System.currentTimeMillis();
                for (RoleProcess learner : learners.values()) {
                    learner.signal("TERM");
                    require(learner.exitCode(ChaosRun.TIMEOUT).orElse(-1) == ExitCode.OK, "a learner does not stop");
                }
            } finally {
                actors.forEach(RoleProcess::close);
                learners.values().forEach(RoleProcess::close);
            }
        }

        private void startActor(String name, ChaosRun run) throws IOException {
            List<String> settings = new ArrayList<>(run.actor(name));
            settings.add("actor.batch.size=" + slots);
            settings.add("actor.simulated.generation.ms=" + options.generation().toMillis());
            actors.add(stage.start(List.of("actor"), name, settings));
        }

        private void awaitWarm(ChaosRun run) {
            long deadline = System.nanoTime() + ChaosRun.TIMEOUT.toNanos();
            while (run.watch().version() < WARM_UP_VERSIONS) {
                require(System.nanoTime() < deadline, "a run does not make its first versions");
                LockSupport.parkNanos(POLL_NANOS);
            }
        }

        private void pause(long millis, RoleProcess scorer) {
            long until = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < until) {
                require(scorer.isAlive(), "the scorer exited");
                learners.forEach((id, learner) -> require(learner.isAlive(), "the learner of " + id + " exited"));
                LockSupport.parkNanos(POLL_NANOS);
            }
        }

        private void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new UserFacingException(
                        ExitCode.INTERNAL, otherwise + "; seed " + seed + ", see " + stage.folder());
            }
        }

        /** The pace from the first version to the last one made during the measurement. */
        double versionsPerMinute(String id) {
            List<LedgerRecord> made = new LedgerReader(broker.clients(), stage.names())
                    .records(id).stream()
                            .filter(record -> !record.inputs().isEmpty())
                            .filter(record -> record.createdAtMillis() >= begin && record.createdAtMillis() <= end)
                            .toList();
            require(made.size() > 1, "run " + id + " made " + made.size() + " versions, too few to measure its pace");
            double minutes =
                    (made.get(made.size() - 1).createdAtMillis() - made.get(0).createdAtMillis()) / 60e3;
            return (made.size() - 1) / minutes;
        }

        Map<String, LearnerChaosResult> verify() {
            Map<String, LearnerChaosResult> results = new HashMap<>();
            runs.forEach((id, run) -> results.put(id, run.verify()));
            return results;
        }
    }
}
