package dev.factstream.learner;

import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.learner.ledger.VersionHistory;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.replay.VersionComparison;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A run of {@link TinyModel} on separate topics: four rollouts a version, all answered by a script.
 *
 * @param dir folder of its checkpoints
 */
record ScriptedRun(KafkaClients clients, TopicNames names, VisionLanguageModel model, Path dir) {

    static final String ID = "run";
    static final int BATCH = 4;

    /** Publishes its questions. */
    ScriptedRun withQuestions() {
        TinyRollouts.publishQuestions(clients, names);
        return this;
    }

    /** Starts or resumes the run and continues until {@code version}; {@code more} alternates keys and values. */
    void make(int version, String... more) {
        make(version, ticket -> Outcome.ANSWER, more);
    }

    void make(int version, Function<Ticket, Outcome> plan, String... more) {
        try (ScriptedActor actor = actor(plan);
                Learner learner = learner(more)) {
            learner.run(version, report -> {});
        }
    }

    ScriptedActor actor(Function<Ticket, Outcome> plan) {
        return new ScriptedActor(clients, names, plan);
    }

    /** @param more alternating keys and values */
    Learner learner(String... more) {
        return new Learner(
                LearnerSettings.from(settings(more)), clients, names, FrozenModels.of(model), dir, Clock.systemUTC());
    }

    Settings settings(String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "learner.run.id", ID,
                "learner.dir", dir.toString(),
                "learner.rollouts.per.version", Integer.toString(BATCH),
                "learner.ppo.minibatch", "2",
                "learner.lora.rank", "2",
                "learner.sampling.max.tokens", "8",
                "learner.checkpoints.kept", "2"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return Settings.of(LearnerSettings.class, values);
    }

    VersionHistory history() {
        return VersionHistory.read(clients, names, ID);
    }

    List<LedgerRecord> ledger() {
        return new LedgerReader(clients, names).records(ID);
    }

    TicketBalance books() {
        return new TicketBalanceReader(clients, names).read(ID);
    }

    /** Replays from the nearest checkpoints. Only the folder is given; all other settings come from the ledger. */
    List<VersionComparison> replay(int from, int to) {
        List<VersionComparison> made = new ArrayList<>();
        replay().fromCheckpoints(model, from, to, made::add);
        return made;
    }

    RunReplay replay() {
        Settings given = Settings.of(LearnerSettings.class, Map.of("learner.dir", dir.toString()));
        return new RunReplay(history(), given, clients, names);
    }
}
