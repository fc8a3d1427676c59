package dev.factstream.actor.answer;

import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.RunningSequence;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.ticket.Sampling;
import java.util.ArrayList;
import java.util.List;

/** One answer to a ticket during generation, and the policy versions of its tokens. Not thread-safe. */
final class SampleInProgress {
    private final TicketInProgress ticket;
    private final int number;
    private final List<VersionRun> runs = new ArrayList<>();
    private int covered;

    SampleInProgress(TicketInProgress ticket, int number) {
        this.ticket = ticket;
        this.number = number;
    }

    TicketInProgress ticket() {
        return ticket;
    }

    /** Returns the run whose policy answers. */
    String runId() {
        return ticket.prepared().ticket().runId();
    }

    /** Counts from 0 within the ticket. */
    int number() {
        return number;
    }

    GenerationRequest request() {
        Sampling sampling = ticket.prepared().ticket().sampling();
        return new GenerationRequest(
                ticket.prepared().prompt(),
                new SamplingOptions(
                        sampling.temperature(),
                        sampling.topP(),
                        sampling.topK(),
                        sampling.maxNewTokens(),
                        SampleSeeds.of(sampling.seed(), number)));
    }

    /** Records that {@code version} drew all tokens since the last call. */
    void tokensFrom(int version, RunningSequence sequence) {
        if (sequence.length() > covered) {
            runs.add(new VersionRun(version, sequence.length() - covered));
            covered = sequence.length();
        }
    }

    /** Returns the versions of all tokens, in order. */
    List<VersionRun> runs() {
        return List.copyOf(runs);
    }
}
