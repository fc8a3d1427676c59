package dev.factstream.learner.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.learner.TinyRollouts;
import dev.factstream.learner.dispatch.Admission;
import dev.factstream.learner.dispatch.Dispatcher;
import dev.factstream.learner.dispatch.PromptMix;
import dev.factstream.learner.dispatch.PromptPool;
import dev.factstream.learner.dispatch.TicketBook;
import dev.factstream.learner.dispatch.TicketState;
import dev.factstream.learner.ledger.Books;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ledger.Drop;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.TopicPartition;

/** Random actors answer late, twice, badly, never, or with an old policy; sometimes the learner restarts. */
class RandomScheduleTest {

    private static final TopicPartition SCORED = new TopicPartition("scored", 0);
    private static final TopicPartition DEAD = new TopicPartition("dead", 0);
    private static final Duration TIMEOUT = Duration.ofMillis(40);
    private static final int VERSIONS = 12;
    private static final int PATIENCE = 20_000;

    /** One record of a log, as it would lie on a topic. */
    private record Entry(Optional<ScoredRollout> scored, String ticketId) {}

    private final PromptPool pool = new PromptPool(
            IntStream.range(0, 5)
                    .mapToObj(i -> new PoolEntry(
                            new Question("prompt-" + i, "Is it?", Optional.empty()), AnswerKind.YES_NO, "train"))
                    .toList(),
            PromptMix.PAPER,
            1);

    @Property(tries = 1000)
    void theBoundHoldsNothingDeadlocksAndEveryTicketEndsOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int eta,
            @ForAll @IntRange(min = 1, max = 6) int batch) {
        new Run(new Random(seed), new Admission(eta, batch)).play();
    }

    private final class Run {

        private final Random random;
        private final Admission admission;
        private final Dispatcher dispatcher;
        private final List<Entry> scored = new ArrayList<>();
        private final List<Entry> dead = new ArrayList<>();
        private final List<Ticket> held = new ArrayList<>();
        private final Set<String> issued = new HashSet<>();
        private final List<String> trained = new ArrayList<>();
        private final List<String> dropped = new ArrayList<>();
        private TicketState savedTickets = TicketState.initial();
        private List<Position> savedPositions =
                List.of(new Position("scored", 0, 0, List.of()), new Position("dead", 0, 0, List.of()));
        private Optional<String> savedJudge = Optional.empty();
        private TicketBook book;
        private BatchAssembler assembler;
        private long[] next;
        private int version;
        private long now;

        Run(Random random, Admission admission) {
            this.random = random;
            this.admission = admission;
            dispatcher = new Dispatcher("run", 1, admission, TinyRollouts.sampling(), pool);
        }

        void play() {
            restart();
            commit();
            for (int turn = 0; version < VERSIONS; turn++) {
                assertThat(turn).as("turns until version %d", VERSIONS).isLessThan(PATIENCE);
                now++;
                actor();
                learner();
                if (random.nextInt(50) == 0) {
                    restart(); // what was not committed is judged again
                }
            }
            Books books = Books.of(issued, trained, dropped, Set.of());
            assertThat(books.faults()).isEmpty();
            assertThat(trained).hasSize(VERSIONS * admission.rolloutsPerVersion());
        }

        private void actor() {
            if (held.isEmpty()) {
                return;
            }
            Ticket ticket = held.remove(random.nextInt(held.size()));
            switch (random.nextInt(12)) {
                case 0 -> dead.add(new Entry(Optional.empty(), ticket.ticketId()));
                case 1 -> scored.add(answer(ticket, Double.NaN));
                case 2 -> {
                    scored.add(answer(ticket, 1));
                    scored.add(answer(ticket, 1));
                }
                case 3 -> {
                    // lost
                }
                default -> scored.add(answer(ticket, 1));
            }
        }

        private Entry answer(Ticket ticket, double reward) {
            int by = ticket.minVersion() + random.nextInt(version - ticket.minVersion() + 1);
            return new Entry(
                    Optional.of(TinyRollouts.scored(
                            TinyRollouts.rollout(ticket, new int[] {5}, new float[] {-1}, by), reward)),
                    ticket.ticketId());
        }

        private void learner() {
            read(SCORED, scored, 0);
            read(DEAD, dead, 1);
            assembler.expire(version);
            assembler.timeOut(now, 0, TIMEOUT);
            if (assembler.ready()) {
                List<Arrival> batch = assembler.take();
                TreeSet<Long> order = new TreeSet<>();
                for (Arrival arrival : batch) {
                    assertThat(admission.expired(arrival.scored().rollout().oldestVersion(), version))
                            .isFalse();
                    trained.add(arrival.coordinate().ticketId());
                    order.add(Long.parseLong(arrival.coordinate().ticketId().substring(4)));
                }
                assertThat(order).as("distinct and in ticket order").hasSize(batch.size());
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
                if (assembler.read(source, offset)) {
                    if (entry.scored().isPresent()) {
                        assembler.offer(
                                new Arrival(source, offset, "sha256", entry.scored().get()));
                    } else {
                        assembler.bury(source, offset, entry.ticketId());
                    }
                }
            }
        }

        private void commit() {
            for (Ticket ticket : dispatcher.issue(book, version, now)) {
                assertThat(issued.add(ticket.ticketId())).isTrue();
                held.add(ticket);
            }
            book.takeDrops().stream().map(Drop::ticketId).forEach(dropped::add);
            savedTickets = book.state();
            savedPositions = assembler.positions();
            savedJudge = assembler.rewardModelId();
            assertThat(admission.capacity(version, book.admitted())).isGreaterThanOrEqualTo(0);
            assertThat(book.counts().outstanding()).isEqualTo(book.open().size());
        }

        private void restart() {
            book = new TicketBook("run", savedTickets);
            assembler = new BatchAssembler(book, admission, savedJudge, savedPositions);
            next = new long[2];
            for (Position position : savedPositions) {
                next[position.topic().equals("scored") ? 0 : 1] = position.lowest();
            }
        }
    }
}
