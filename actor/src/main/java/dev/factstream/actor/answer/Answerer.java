package dev.factstream.actor.answer;

import dev.factstream.actor.outcome.OutcomeWriter;
import dev.factstream.model.generate.Generation;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.schemas.ticket.Sampling;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Generates for prepared tickets, in one batch, and sends the rollouts. Used by one thread. */
final class Answerer {
    private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);

    private final ServedPolicy policy;
    private final RolloutAssembler assembler;
    private final OutcomeWriter outcomes;
    private final ActorCounters counters;
    private final Clock clock;

    Answerer(
            ServedPolicy policy,
            RolloutAssembler assembler,
            OutcomeWriter outcomes,
            ActorCounters counters,
            Clock clock) {
        this.policy = policy;
        this.assembler = assembler;
        this.outcomes = outcomes;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * Answers all tickets together. If that fails, each alone, so that only the culprit goes back; the limit of
     * deliveries makes an end of that.
     */
    void answer(List<PreparedTicket> tickets) {
        try {
            generateAndSend(tickets);
        } catch (RuntimeException e) {
            if (tickets.size() > 1) {
                LOG.warn("A batch of {} failed; trying its tickets one by one: {}", tickets.size(), e.toString());
                tickets.forEach(ticket -> answer(List.of(ticket)));
            } else {
                PreparedTicket culprit = tickets.get(0);
                LOG.error("Ticket {} cannot be answered here", culprit.ticket().ticketId(), e);
                counters.countReleased();
                culprit.lease().release();
            }
        }
    }

    private void generateAndSend(List<PreparedTicket> tickets) {
        List<GenerationRequest> requests = new ArrayList<>();
        tickets.forEach(ticket -> {
            for (int sample = 0; sample < ticket.ticket().samples(); sample++) {
                requests.add(request(ticket, sample));
            }
        });
        long startedAtMillis = clock.millis();
        long start = System.nanoTime();
        List<Generation> generations = policy.generate(requests);
        long nanos = System.nanoTime() - start;
        RolloutAssembler.Span span = new RolloutAssembler.Span(startedAtMillis, clock.millis(), nanos);
        counters.countGenerated(
                generations.stream().mapToLong(one -> one.tokens().length).sum(), nanos);
        int next = 0;
        for (PreparedTicket ticket : tickets) {
            int samples = ticket.ticket().samples();
            send(ticket, generations.subList(next, next + samples), span);
            next += samples;
        }
    }

    private static GenerationRequest request(PreparedTicket prepared, int sample) {
        Sampling sampling = prepared.ticket().sampling();
        return new GenerationRequest(
                prepared.prompt(),
                new SamplingOptions(
                        sampling.temperature(),
                        sampling.topP(),
                        sampling.topK(),
                        sampling.maxNewTokens(),
                        SampleSeeds.of(sampling.seed(), sample)));
    }

    /** Accepts the ticket once the broker has every rollout of it. */
    private void send(PreparedTicket ticket, List<Generation> generations, RolloutAssembler.Span span) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int sample = 0; sample < generations.size(); sample++) {
            sent.add(outcomes.write(
                    assembler.assemble(ticket, sample, generations.get(sample), policy.adapter(), span)));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            if (failure == null) {
                counters.countRollouts(generations.size());
                ticket.lease().accept();
            } else {
                LOG.error(
                        "The broker did not take a rollout of {}",
                        ticket.ticket().ticketId(),
                        failure);
                counters.countReleased();
                ticket.lease().release();
            }
        });
    }
}
