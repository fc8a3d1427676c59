package dev.factstream.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.infra.fixture.TinyModel;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.batch.ForeignRewardModelException;
import dev.factstream.learner.checkpoint.LearnerCheckpointException;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.publish.FencedException;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterChunks;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.deadletter.DeadLetters;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.metrics.MetricNames;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class LearnerTest {

    private static final int BATCH = 4;

    @TempDir
    Path folder;

    private KafkaFixture kafka;
    private VisionLanguageModel model;

    @BeforeEach
    void load(KafkaFixture fixture) {
        kafka = fixture;
        model = TinyModel.load(folder.resolve("model"), 1);
    }

    @AfterEach
    void free() {
        model.close();
    }

    @Test
    void aResumedRunEqualsOneThatNeverStopped() {
        TopicNames through = topics();
        try (ScriptedActor actor = actor(through, ticket -> Outcome.ANSWER);
                Learner learner = learner(through, "through", 1)) {
            learner.run(4, report -> {});
        }
        TopicNames broken = topics();
        try (ScriptedActor actor = actor(broken, ticket -> Outcome.ANSWER)) {
            for (int version = 1; version <= 4; version++) {
                try (Learner learner = learner(broken, "broken", 1)) {
                    assertThat(learner.version()).isEqualTo(version - 1);
                    learner.run(version, report -> {});
                }
            }
        }
        List<LedgerRecord> whole = ledger(through);
        List<LedgerRecord> pieces = ledger(broken);
        assertThat(pieces).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(pieces.get(i).adapterHash()).isEqualTo(whole.get(i).adapterHash());
            assertThat(reproducible(pieces.get(i))).isEqualTo(reproducible(whole.get(i)));
            assertThat(ticketIds(pieces.get(i))).isEqualTo(ticketIds(whole.get(i)));
        }
        // eta = 1: two batches are outstanding when four are trained
        assertThat(books(broken)).hasToString("tickets issued 24 = trained 16 + dropped 0 + dead 0 + outstanding 8");
        assertThat(books(broken).balanced()).isTrue();
    }

    @Test
    void thePublishedAdaptersAreTheTrainedOnes() throws IOException {
        TopicNames names = topics();
        List<VersionReport> reports = new ArrayList<>();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER);
                Learner learner = learner(names, "run", 0)) {
            learner.run(2, reports::add);
        }
        assertThat(reports).extracting(VersionReport::version).containsExactly(1, 2);
        assertThat(reports.get(0).metric("tokens")).isEqualTo(2.0 * BATCH);
        List<AdapterManifest> manifests = TestRecords.read(kafka.clients(), names.adapters(), 2).stream()
                .map(raw -> Codecs.MANIFESTS.decode(raw.value()))
                .toList();
        List<AdapterChunk> chunks = TestRecords.read(kafka.clients(), names.adapterChunks(), 2).stream()
                .map(raw -> Codecs.CHUNKS.decode(raw.value()))
                .toList();
        assertThat(manifests).extracting(AdapterManifest::version).containsExactly(1, 2);
        for (AdapterManifest manifest : manifests) {
            assertThat(AdapterChunks.join(manifest, chunks))
                    .isEqualTo(Files.readAllBytes(
                            folder.resolve("run/adapters/" + manifest.version() + "/adapter_model.safetensors")));
        }
        assertThat(ledger(names))
                .extracting(LedgerRecord::adapterHash)
                .last()
                .isEqualTo(manifests.get(1).adapterHash());
        assertThat(manifests.get(0).adapterHash()).isNotEqualTo(manifests.get(1).adapterHash());
        List<Ticket> tickets = TestRecords.read(kafka.clients(), names.prompts(), 3 * BATCH).stream()
                .map(raw -> Codecs.TICKETS.decode(raw.value()))
                .toList();
        // eta = 0 is synchronous: every ticket requires the version that issued it
        assertThat(tickets).hasSize(3 * BATCH).allMatch(ticket -> ticket.minVersion() == ticket.sequence() / BATCH);
        assertThat(tickets).extracting(ticket -> ticket.sampling().seed()).doesNotHaveDuplicates();
    }

    @Test
    void everyKindOfOutcomeIsInOneClassOfTheTicketBalance() {
        TopicNames names = topics();
        Function<Ticket, Outcome> plan = ticket -> switch ((int) ticket.sequence()) {
            case 1 -> Outcome.NOT_A_NUMBER;
            case 2 -> Outcome.DEAD_LETTER;
            case 4 -> Outcome.ANSWER_TWICE;
            default -> Outcome.ANSWER;
        };
        List<VersionReport> reports = new ArrayList<>();
        try (ScriptedActor actor = actor(names, plan);
                Learner learner = learner(names, "run", 1)) {
            learner.run(4, reports::add);
        }
        TicketBalance books = books(names);
        assertThat(books.faults()).isEmpty();
        assertThat(books).hasToString("tickets issued 26 = trained 16 + dropped 1 + dead 1 + outstanding 8");
        assertThat(reports.get(3).duplicates()).isEqualTo(1);
        DroppedTicket drop = ledger(names).stream()
                .flatMap(record -> record.drops().stream())
                .reduce((a, b) -> {
                    throw new AssertionError("two drops");
                })
                .orElseThrow();
        assertThat(drop.reason()).isEqualTo(DropReason.NON_FINITE);
        Ticket again = tickets(names, 26).get(drop.replacedBy().orElseThrow());
        assertThat(again.replaces()).contains(drop.ticketId());
        assertThat(again.question().promptId())
                .isEqualTo(tickets(names, 26).get(drop.ticketId()).question().promptId());
    }

    @Test
    void noAnswerToAnOpenTicketStopsTheLearner() {
        TopicNames names = topics();
        Map<Long, Outcome> hostile = Map.of(
                1L, Outcome.FOREIGN_TOKEN,
                2L, Outcome.ENDLESS,
                5L, Outcome.IMPOSSIBLE,
                6L, Outcome.FUTURE_POLICY,
                9L, Outcome.OTHER_QUESTION);
        List<VersionReport> reports = new ArrayList<>();
        try (ScriptedActor actor = actor(names, ticket -> hostile.getOrDefault(ticket.sequence(), Outcome.ANSWER));
                Learner learner = learner(names, "run", 1)) {
            learner.run(4, reports::add);
        }

        assertThat(books(names)).hasToString("tickets issued 29 = trained 16 + dropped 1 + dead 4 + outstanding 8");
        assertThat(TestRecords.read(kafka.clients(), names.deadLetters(), 4))
                .extracting(letter -> DeadLetters.cause(letter.headers()))
                .allSatisfy(cause -> assertThat(cause.reason()).startsWith("it cannot be trained on: "))
                .extracting(cause -> cause.ticketId().orElseThrow())
                .containsExactlyInAnyOrder("run/1", "run/2", "run/5", "run/9");
        assertThat(ledger(names).stream().flatMap(record -> record.drops().stream()))
                .extracting(DroppedTicket::ticketId, DroppedTicket::reason)
                .containsExactly(tuple("run/6", DropReason.FOREIGN_POLICY));
    }

    @Test
    void aRunIsTrainedOnTheScoresOfOneRewardModel() {
        TopicNames names = topics();
        Function<Ticket, Outcome> plan =
                ticket -> ticket.sequence() == 2 * BATCH + 1 ? Outcome.FOREIGN_REWARD_MODEL : Outcome.ANSWER;
        try (ScriptedActor actor = actor(names, plan)) {
            try (Learner learner = learner(names, "run", 1)) {
                learner.run(1, report -> {});
            }
            try (Learner learner = learner(names, "run", 1)) {
                learner.run(4, report -> {});
            }
        }
        assertThat(books(names)).hasToString("tickets issued 25 = trained 16 + dropped 1 + dead 0 + outstanding 8");
        assertThat(ledger(names).stream().flatMap(record -> record.drops().stream()))
                .extracting(DroppedTicket::reason)
                .containsExactly(DropReason.FOREIGN_REWARD_MODEL);
        assertThat(ledger(names).get(0).rewardModelId()).isEmpty();
        assertThat(ledger(names).subList(1, 5))
                .allMatch(record -> record.rewardModelId().equals(Optional.of("symbolic")));
    }

    @Test
    void aRunWhoseScorerHasChangedItsRewardModelStopsWithTheReason() {
        TopicNames names = topics();
        Function<Ticket, Outcome> plan =
                ticket -> ticket.sequence() >= 2 * BATCH ? Outcome.FOREIGN_REWARD_MODEL : Outcome.ANSWER;
        try (ScriptedActor actor = actor(names, plan);
                Learner learner = learner(names, "run", 1)) {
            assertThatThrownBy(() -> learner.run(4, report -> {}))
                    .isInstanceOf(ForeignRewardModelException.class)
                    .hasMessageContaining("symbolic")
                    .hasMessageContaining("another")
                    .hasMessageContaining("scorer.reward.model");
        }
    }

    @Test
    void theStateOfARunIsPublishedWithEachOfItsVersions() {
        TopicNames names = topics();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER);
                Learner learner = learner(names, "run", 1)) {
            learner.run(2, report -> {});
        }
        List<RunState> states = TestRecords.read(kafka.clients(), names.runState(), 3).stream()
                .map(raw -> Codecs.RUN_STATES.decode(raw.value()))
                .toList();
        assertThat(states).extracting(RunState::version).containsExactly(0, 1, 2);
        LedgerRecord last = ledger(names).get(2);
        assertThat(states.get(2).counts()).isEqualTo(last.counts());
        assertThat(states.get(2).adapterHash()).isEqualTo(last.adapterHash());
        assertThat(states.get(2).checkpointSha256()).isEqualTo(last.checkpointSha256());
        assertThat(states)
                .allMatch(state -> state.status() == RunStatus.OPEN
                        && state.baseHash().equals(model.baseHash())
                        && state.runId().equals("run"));
        assertThat(tickets(names, 4 * BATCH).values())
                .allMatch(ticket -> ticket.policy().equals(Optional.of(new TicketPolicy("policy", model.baseHash()))));
    }

    @Test
    void anInitialAdapterIsPublishedFirstAndIsTheReference() {
        TopicNames names = topics();
        Path init = folder.resolve("init");
        String hash = TinyModel.writeAdapter(init, model, 3);
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER);
                FrozenModels foundation = FrozenModels.load(model, Optional.of(init), Optional.empty())) {
            for (int version = 2; version <= 3; version++) {
                try (Learner learner = learner(foundation, names, "run", 0)) {
                    assertThat(learner.version()).isEqualTo(version - 1);
                    learner.run(version, report -> {});
                }
            }
        }
        List<LedgerRecord> ledger = ledger(names);
        assertThat(ledger).extracting(LedgerRecord::version).containsExactly(1, 2, 3);
        assertThat(ledger.get(0).adapterHash()).isEqualTo(hash);
        assertThat(ledger.get(1).metrics().get("kl.reference")).isZero();
        assertThat(ledger.get(2).metrics().get("kl.reference")).isPositive();
        AdapterManifest first = Codecs.MANIFESTS.decode(
                TestRecords.read(kafka.clients(), names.adapters(), 3).get(0).value());
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.adapterHash()).isEqualTo(hash);
        // eta = 0: B tickets at a time, and the first ones require the adapter, not the base
        assertThat(tickets(names, 3 * BATCH).values())
                .hasSize(3 * BATCH)
                .allMatch(ticket -> ticket.minVersion() == 1 + ticket.sequence() / BATCH);
        assertThatThrownBy(() -> learner(names, "run", 0))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("learner.init.adapter = " + hash + ", not none");
    }

    @Test
    void unansweredTicketsAreDroppedAndReissuedEvenIfNoOthersAreOpen() {
        TopicNames names = topics();
        Function<Ticket, Outcome> plan = ticket -> ticket.sequence() < BATCH ? Outcome.NO_ANSWER : Outcome.ANSWER;
        try (ScriptedActor actor = actor(names, plan);
                Learner learner = learner(names, "run", 0, "learner.ticket.timeout.seconds", "1")) {
            learner.run(1, report -> {});
        }
        assertThat(books(names)).hasToString("tickets issued 12 = trained 4 + dropped 4 + dead 0 + outstanding 4");
        assertThat(ledger(names)).extracting(LedgerRecord::version).containsExactly(0, 0, 1);
        assertThat(ledger(names).get(1).drops())
                .allMatch(drop ->
                        drop.reason() == DropReason.LOST && drop.replacedBy().isPresent());
    }

    @Test
    void anAnswerOfATooOldPolicyIsDroppedAndReissued() {
        TopicNames names = topics();
        long late = 2 * BATCH + 1; // issued with version 2
        List<VersionReport> reports = new ArrayList<>();
        Function<Ticket, Outcome> plan = ticket -> ticket.sequence() == late ? Outcome.OLD_POLICY : Outcome.ANSWER;
        try (ScriptedActor actor = actor(names, plan);
                Learner learner = learner(names, "run", 0)) {
            learner.run(3, reports::add);
        }
        assertThat(books(names)).hasToString("tickets issued 17 = trained 12 + dropped 1 + dead 0 + outstanding 4");
        LedgerRecord following = ledger(names).get(3);
        assertThat(following.drops())
                .containsExactly(new DroppedTicket(
                        Ticket.id("run", late), DropReason.STALE, Optional.of(Ticket.id("run", 3 * BATCH))));
        assertThat(reports)
                .extracting(VersionReport::drops)
                .containsExactly(Map.of(), Map.of(), Map.of(DropReason.STALE, 1));
    }

    @Test
    void withExactAgesEveryRolloutIsEtaVersionsOld() {
        TopicNames names = topics();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER);
                Learner learner = learner(names, "run", 2, "learner.staleness.exact", "true")) {
            learner.run(5, report -> {});
        }
        List<LedgerRecord> made = ledger(names).subList(1, 6);
        // version 0 answered all of the first three batches
        assertThat(made)
                .extracting(record -> record.metrics().get(MetricNames.STALENESS_MIN))
                .containsExactly(0., 1., 2., 2., 2.);
        assertThat(made)
                .extracting(record -> record.metrics().get(MetricNames.STALENESS_MAX))
                .containsExactly(0., 1., 2., 2., 2.);
        assertThat(tickets(names, 8 * BATCH).values())
                .allMatch(ticket -> ticket.minVersion() == ticket.issuedAtVersion());
    }

    @Test
    void everyVersionRecordsEveryMetric() {
        TopicNames names = topics();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER);
                Learner learner = learner(names, "run", 1)) {
            learner.run(2, report -> {});
        }
        Set<String> ofOpenAnswers =
                Set.of(MetricNames.FACT_SUPPORT, MetricNames.FACT_COVERAGE, MetricNames.EVASIVE_RATE);
        String[] all = MetricNames.all().stream()
                .map(MetricNames.Description::name)
                .filter(name -> !ofOpenAnswers.contains(name)) // the questions are closed
                .toArray(String[]::new);
        assertThat(ledger(names).subList(1, 3))
                .allSatisfy(record -> assertThat(record.metrics())
                        .containsOnlyKeys(all)
                        .allSatisfy((name, value) -> assertThat(value).as(name).isFinite()));
    }

    @Test
    void aSecondLearnerOfTheRunFencesTheFirst() {
        TopicNames names = topics();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER);
                Learner first = learner(names, "run", 1)) {
            first.run(1, report -> {});
            try (Learner second = learner(names, "run", 1)) {
                assertThatThrownBy(() -> first.run(2, report -> {}))
                        .isInstanceOf(FencedException.class)
                        .hasMessageContaining("another learner has taken over");
                second.run(2, report -> {});
            }
        }
        assertThat(ledger(names)).extracting(LedgerRecord::version).containsExactly(0, 1, 2);
        assertThat(books(names).balanced()).isTrue();
    }

    @Test
    void aCheckpointThatTheLedgerDoesNotNameIsSetAside() throws IOException {
        TopicNames names = topics();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER)) {
            try (Learner learner = learner(names, "run", 1)) {
                learner.run(1, report -> {});
            }
            Files.createDirectories(folder.resolve("run/checkpoints/000002-00007"));
            try (Learner learner = learner(names, "run", 1)) {
                assertThat(learner.version()).isEqualTo(1);
                learner.run(2, report -> {});
            }
        }
        assertThat(folder.resolve("run/checkpoints/set-aside/000002-00007")).isDirectory();
        assertThat(folder.resolve("run/checkpoints/000002-00007")).doesNotExist();
    }

    @Test
    void aDamagedOrMissingCheckpointIsRefused() throws IOException {
        TopicNames names = topics();
        try (ScriptedActor actor = actor(names, ticket -> Outcome.ANSWER);
                Learner learner = learner(names, "run", 1)) {
            learner.run(1, report -> {});
        }
        Path head = folder.resolve("run/checkpoints")
                .resolve(ledger(names).get(1).checkpointFolder())
                .resolve("value_head.safetensors");
        byte[] bytes = Files.readAllBytes(head);
        bytes[bytes.length - 1] ^= 1;
        Files.write(head, bytes);
        assertThatThrownBy(() -> learner(names, "run", 1))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("changed or damaged");
        assertThatThrownBy(() -> learner(names, "elsewhere", 1))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void aRunIsNotContinuedWithAnotherSeed() {
        TopicNames names = topics();
        learner(names, "run", 1).close();
        assertThatThrownBy(() -> learner(names, "run", 1, "learner.seed", "2"))
                .isInstanceOf(LearnerCheckpointException.class)
                .hasMessageContaining("learner.seed = 1, not 2");
    }

    @Test
    void closingEndsAWaitingRun() throws InterruptedException {
        TopicNames names = topics();
        Learner learner = learner(names, "run", 1);
        Set<String> ended = ConcurrentHashMap.newKeySet();
        Thread thread = new Thread(() -> {
            learner.run(1, report -> {});
            ended.add("run");
        });
        thread.start();
        learner.close();
        learner.close();
        thread.join();
        assertThat(ended).containsExactly("run");
    }

    private TopicNames topics() {
        TopicNames names = kafka.newTopics();
        TinyRollouts.publishQuestions(kafka.clients(), names);
        return names;
    }

    private ScriptedActor actor(TopicNames names, Function<Ticket, Outcome> plan) {
        return new ScriptedActor(kafka, names, plan);
    }

    private Learner learner(TopicNames names, String dir, int eta, String... more) {
        return learner(FrozenModels.of(model), names, dir, eta, more);
    }

    private Learner learner(FrozenModels foundation, TopicNames names, String dir, int eta, String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "learner.run.id", "run",
                "learner.rollouts.per.version", Integer.toString(BATCH),
                "learner.staleness.eta", Integer.toString(eta),
                "learner.ppo.minibatch", "2",
                "learner.lora.rank", "2",
                "learner.sampling.max.tokens", "8"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        LearnerSettings settings = LearnerSettings.from(Settings.of(LearnerSettings.class, values));
        return new Learner(settings, kafka.clients(), names, foundation, folder.resolve(dir), Clock.systemUTC());
    }

    private List<LedgerRecord> ledger(TopicNames names) {
        return new LedgerReader(kafka.clients(), names).records("run");
    }

    private TicketBalance books(TopicNames names) {
        return new TicketBalanceReader(kafka.clients(), names).read("run");
    }

    private Map<String, Ticket> tickets(TopicNames names, int count) {
        Map<String, Ticket> tickets = new HashMap<>();
        TestRecords.read(kafka.clients(), names.prompts(), count).forEach(raw -> {
            Ticket ticket = Codecs.TICKETS.decode(raw.value());
            tickets.put(ticket.ticketId(), ticket);
        });
        return tickets;
    }

    private static Map<String, Double> reproducible(LedgerRecord record) {
        Map<String, Double> metrics = new HashMap<>(record.metrics());
        metrics.keySet().removeIf(name -> !MetricNames.reproducible(name));
        return metrics;
    }

    private static List<String> ticketIds(LedgerRecord record) {
        return record.inputs().stream().map(input -> input.ticketId()).toList();
    }
}
