package dev.factstream.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.learner.TinyRollouts;
import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.dispatch.TicketDispatcher;
import dev.factstream.learner.dispatch.TicketState;
import dev.factstream.learner.dispatch.TicketTracker;
import dev.factstream.learner.ledger.PublishedHashes;
import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.pool.FixedPool;
import dev.factstream.learner.pool.PromptMix;
import dev.factstream.learner.pool.QuestionRounds;
import dev.factstream.learner.pool.Round;
import dev.factstream.learner.pool.SourceShares;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.ticket.TicketPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.kafka.common.TopicPartition;

/**
 * Random actors answer late, twice, with invalid numbers, never or with an old policy, or send dead letters; another
 * reward model scores; sometimes the learner restarts from its last commit. In all cases the bound of admission holds.
 * The test counts it from the records that were sent and not from the state of the learner.
 */
class RandomScheduleTest {

    private static final TopicPartition SCORED = new TopicPartition("scored", 0);
    private static final TopicPartition DEAD = new TopicPartition("dead", 0);
    private static final int VERSIONS = 12;
    private static final int MAX_TURNS = 20_000;

    /** One record of a topic. */
    private record Entry(Optional<ScoredRollout> scored, String ticketId) {}

    private final FixedPool pool = new FixedPool().add("prompt", AnswerKind.YES_NO, "", 5);

    @Property(tries = 1000, seed = "1")
    void theBoundHoldsNothingDeadlocksAndEveryTicketEndsOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 8) int eta,
            @ForAll @IntRange(min = 1, max = 6) int batch,
            @ForAll @IntRange(min = 0, max = 2) int first,
            @ForAll boolean exact) {
        Run run = new Run(new Random(seed), new AdmissionControl(eta, batch, first, exact));
        run.play();
        for (DropReason reason : List.of(
                DropReason.STALE,
                DropReason.LOST,
                DropReason.NON_FINITE,
                DropReason.FOREIGN_REWARD_MODEL,
                DropReason.FOREIGN_POLICY)) {
            Statistics.label(reason.name())
                    .collect(run.reasons.contains(reason))
                    .coverage(seen -> seen.check(true).percentage(share -> share > 5));
        }
        Statistics.label("a ticket ended as a dead letter")
                .collect(!run.deadTickets.isEmpty())
                .coverage(seen -> seen.check(true).percentage(share -> share > 50));
        Statistics.label("restarts")
                .collect(run.restarts > 1)
                .coverage(seen -> seen.check(true).percentage(share -> share > 50));
    }

    @Property(tries = 100, seed = "1")
    void withExactAgesAndHealthyActorsEveryRolloutIsEtaVersionsOld(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 8) int eta,
            @ForAll @IntRange(min = 1, max = 6) int batch) {
        Run run = new Run(new Random(seed), new AdmissionControl(eta, batch, 0, true));
        run.troubles = 0;
        run.timeout = Duration.ofHours(1);
        run.play();
        assertThat(run.ages).hasSize(VERSIONS * batch);
        for (int i = 0; i < run.ages.size(); i++) {
            assertThat(run.ages.get(i)).isEqualTo(Math.min(eta, i / batch));
        }
    }

    private final class Run {

        private final Random random;
        private final AdmissionControl admission;
        private TicketDispatcher dispatcher;
        private final List<Entry> scored = new ArrayList<>();
        private final List<Entry> dead = new ArrayList<>();
        private final List<Ticket> held = new ArrayList<>();
        private final Set<String> issued = new HashSet<>();
        private final List<String> trained = new ArrayList<>();
        private final List<String> dropped = new ArrayList<>();
        private final Set<String> deadTickets = new HashSet<>();
        private final Set<DropReason> reasons = EnumSet.noneOf(DropReason.class);
        private final List<Integer> ages = new ArrayList<>();
        private int troubles = 8;
        private Duration timeout = Duration.ofMillis(40);
        private int foreign;
        private int restarts;
        private long newest = -1;
        private TicketState savedTickets = TicketState.initial();
        private List<PartitionPosition> savedPositions = List.of(
                new PartitionPosition("scored", 0, 0, List.of()), new PartitionPosition("dead", 0, 0, List.of()));
        private Optional<String> savedRewardModelId = Optional.empty();
        private Optional<Round> savedRound = Optional.empty();
        private PublishedHashes published;
        private TicketTracker tracker;
        private BatchAssembler assembler;
        private long[] next;
        private int version;
        private long now;

        Run(Random random, AdmissionControl admission) {
            this.random = random;
            this.admission = admission;
            version = admission.first();
        }

        void play() {
            restart();
            commit();
            for (int turn = 0; version < admission.first() + VERSIONS; turn++) {
                assertThat(turn).as("turns until version %d", VERSIONS).isLessThan(MAX_TURNS);
                now++;
                actor();
                actor(); // slower actors would fall behind for ever: they answer tickets that have timed out
                learner();
                if (random.nextInt(50) == 0) {
                    restart(); // outcomes that were not committed are read again
                }
            }
            TicketBalance balance = TicketBalance.of(issued, trained, dropped, deadTickets);
            assertThat(balance.faults()).isEmpty();
            assertThat(balance.balanced()).isTrue();
            assertThat(trained).hasSize(VERSIONS * admission.rolloutsPerVersion());
        }

        private void actor() {
            if (held.isEmpty()) {
                return;
            }
            Ticket ticket = held.remove(random.nextInt(held.size()));
            int fate = random.nextInt(16);
            switch (fate < troubles ? fate : -1) {
                case 0 -> die(ticket);
                case 1 -> scored.add(answer(ticket, Double.NaN));
                case 2 -> {
                    scored.add(answer(ticket, 1));
                    if (random.nextBoolean()) {
                        die(ticket); // a second delivery fails
                    }
                    scored.add(answer(ticket, 1));
                }
                case 3 -> {
                    // no answer
                }
                case 4 -> held.add(ticket); // answers later, possibly after its timeout
                case 5 -> scored.add(entry(ticket, answered(ticket, 1, admission.first()))); // ignores minVersion
                case 6 -> scored.add(entry(ticket, scoredByAnother(answered(ticket, 1, version))));
                case 7 -> scored.add(entry(ticket, sampledByAnother(ticket)));
                default -> scored.add(answer(ticket, 1));
            }
        }

        private void die(Ticket ticket) {
            dead.add(new Entry(Optional.empty(), ticket.ticketId()));
        }

        private Entry answer(Ticket ticket, double reward) {
            int by = ticket.minVersion() + random.nextInt(version - ticket.minVersion() + 1);
            return entry(ticket, answered(ticket, reward, by));
        }

        private static ScoredRollout answered(Ticket ticket, double reward, int by) {
            return answered(ticket, reward, by, hash(by));
        }

        private static ScoredRollout answered(Ticket ticket, double reward, int by, String adapterHash) {
            return TinyRollouts.scored(
                    TinyRollouts.rollout(
                            ticket, new int[] {5}, new float[] {-1}, List.of(new VersionRun(by, 1)), adapterHash),
                    reward);
        }

        private static String hash(int version) {
            return "adapter-" + version;
        }

        /** Sampled by a version of another run, or by one that this run has not published yet. */
        private ScoredRollout sampledByAnother(Ticket ticket) {
            return random.nextBoolean()
                    ? answered(ticket, 1, version, "adapter-of-another-run")
                    : answered(ticket, 1, version + 1, hash(version + 1));
        }

        /** Scored by another reward model, but not so often that the learner stops. */
        private ScoredRollout scoredByAnother(ScoredRollout scored) {
            if (trained.isEmpty() || foreign == admission.rolloutsPerVersion()) {
                return scored;
            }
            foreign++;
            return TinyRollouts.scoredBy("another", scored);
        }

        private static Entry entry(Ticket ticket, ScoredRollout scored) {
            return new Entry(Optional.of(scored), ticket.ticketId());
        }

        private void learner() {
            read(SCORED, scored, 0);
            read(DEAD, dead, 1);
            assembler.dropStale(version);
            assembler.dropTimedOut(now, 0, timeout);
            if (assembler.ready()) {
                List<ArrivedRollout> batch = assembler.take();
                for (ArrivedRollout arrival : batch) {
                    int oldest = arrival.scored().rollout().oldestVersion();
                    assertThat(admission.expired(oldest, version)).isFalse();
                    assertThat(arrival.scored().rollout().adapterHash()).isEqualTo(hash(oldest));
                    assertThat(oldest).isLessThanOrEqualTo(version);
                    ages.add(version - oldest);
                    trained.add(arrival.coordinate().ticketId());
                    long sequence =
                            Long.parseLong(arrival.coordinate().ticketId().substring(4));
                    assertThat(sequence)
                            .as("tickets are trained in their order")
                            .isGreaterThan(newest);
                    newest = sequence;
                }
                version++;
                commit();
            } else if (assembler.starved()) {
                commit();
            }
        }

        private void read(TopicPartition source, List<Entry> log, int index) {
            while (next[index] < log.size() && random.nextInt(4) > 0) {
                long offset = next[index]++;
                Entry entry = log.get((int) offset);
                if (assembler.markRead(source, offset)) {
                    if (entry.scored().isPresent()) {
                        assembler.offer(new ArrivedRollout(
                                source, offset, "sha256", entry.scored().get()));
                    } else {
                        assembler.closeDead(source, offset, entry.ticketId());
                    }
                }
            }
        }

        private void commit() {
            published.add(version, hash(version));
            for (Ticket ticket : dispatcher.issue(tracker, version, now)) {
                assertThat(issued.add(ticket.ticketId())).isTrue();
                held.add(ticket);
            }
            for (DroppedTicket drop : tracker.takeDrops()) {
                dropped.add(drop.ticketId());
                reasons.add(drop.reason());
            }
            Set<String> closed = new HashSet<>(trained);
            closed.addAll(dropped);
            dead.stream()
                    .map(Entry::ticketId)
                    .filter(ticket -> !closed.contains(ticket)
                            && tracker.openSequence(ticket).isEmpty())
                    .forEach(deadTickets::add);
            long bound = (long) (admission.eta() + version - admission.first() + 1) * admission.rolloutsPerVersion();
            assertThat(issued.size() - dropped.size() - deadTickets.size()).isLessThanOrEqualTo((int) bound);
            savedTickets = tracker.state();
            savedPositions = assembler.positions();
            savedRewardModelId = assembler.rewardModelId();
            savedRound = dispatcher.rounds().current();
            assertThat(tracker.counts().outstanding()).isEqualTo(tracker.open().size());
            assertThat(tracker.counts().dead()).isEqualTo(deadTickets.size());
        }

        private void restart() {
            restarts++;
            tracker = new TicketTracker("run", savedTickets);
            QuestionRounds rounds = new QuestionRounds(pool, PromptMix.PAPER, SourceShares.NONE, 1, 7);
            savedRound.ifPresent(rounds::resume);
            dispatcher = new TicketDispatcher(
                    "run", new TicketPolicy("policy", "base"), 1, admission, TinyRollouts.sampling(), rounds);
            published = new PublishedHashes(admission.eta() + 2);
            for (int earlier = admission.first(); earlier <= version; earlier++) {
                published.add(earlier, hash(earlier));
            }
            assembler = new BatchAssembler(tracker, admission, published, savedRewardModelId, savedPositions);
            next = new long[2];
            for (PartitionPosition position : savedPositions) {
                next[position.topic().equals("scored") ? 0 : 1] = position.lowest();
            }
        }
    }
}
