package dev.factstream.console.ledger;

import static java.util.stream.Collectors.joining;

import dev.factstream.console.run.LinePrinter;
import dev.factstream.console.run.ShortHash;
import dev.factstream.console.run.TextTable;
import dev.factstream.learner.ledger.StoredInput;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.ImagePayload;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;

/** Formats a {@link VersionTrace} as text. */
final class VersionTraceText {
    private final VersionTrace trace;
    private final LedgerRecord made;

    VersionTraceText(VersionTrace trace) {
        this.trace = trace;
        made = trace.made();
    }

    void print(PrintWriter writer) {
        LinePrinter out = new LinePrinter(writer);
        out.println("version " + made.version() + " of run " + made.runId() + ", policy " + made.policyId() + ", made "
                + Instant.ofEpochMilli(made.createdAtMillis()));
        made.rolledBackTo().ifPresent(older -> out.println("a rollback to version " + older));
        out.println("adapter     " + made.adapterHash() + ", optimizer step " + made.optimizerStep());
        out.println("checkpoint  " + trace.newest().checkpointFolder() + ", sha256 "
                + trace.newest().checkpointSha256());
        trace.newest().round().ifPresent(round -> out.println("round       " + round));
        out.println("settings    hash " + made.configHash() + ", seed " + made.seed());
        out.println(
                "computed on " + (made.environment().isEmpty() ? "not recorded" : new TreeMap<>(made.environment())));
        out.println("scored by   " + made.rewardModelId().orElse("no reward model yet"));
        var counts = trace.newest().counts();
        out.println("tickets     issued " + counts.issued() + " = trained " + counts.trained() + " + dropped "
                + counts.dropped() + " + dead " + counts.dead() + " + outstanding " + counts.outstanding());
        metrics(out);
        drops(out);
        inputs(out);
    }

    private void metrics(LinePrinter out) {
        out.println("");
        out.println("metrics: " + (made.metrics().isEmpty() ? "none" : ""));
        new TreeMap<>(made.metrics())
                .forEach((name, value) -> out.println(String.format(Locale.ROOT, "  %-28s %s", name, value)));
    }

    private void drops(LinePrinter out) {
        out.println("");
        out.println(
                "dropped: " + (trace.drops().isEmpty() ? "none" : trace.drops().size()));
        trace.drops()
                .forEach(drop -> out.println("  " + drop.ticketId() + "  "
                        + drop.reason().name().toLowerCase(Locale.ROOT)
                        + drop.replacedBy()
                                .map(again -> ", reissued as " + again)
                                .orElse("")));
    }

    private void inputs(LinePrinter out) {
        out.println("");
        out.println("trained on: "
                + (trace.inputs().isEmpty() ? "nothing" : trace.inputs().size() + " rollouts"));
        if (trace.inputs().isEmpty()) {
            return;
        }
        TextTable columns = new TextTable(
                "  rollout", "at", "prompt", "picture", "sampled by", "adapter", "reward", "scored by", "");
        trace.inputs().forEach(input -> row(columns, input));
        columns.print(out.out());
    }

    private static void row(TextTable columns, StoredInput input) {
        InputCoordinate at = input.coordinate();
        String place = at.partition() + "@" + at.offset();
        String fault = input.fault().map(why -> "CHANGED: " + why).orElse("");
        if (input.scored().isEmpty()) {
            columns.row("  " + at.rolloutId(), place, "-", "-", "-", "-", "-", "-", fault);
            return;
        }
        ScoredRollout scored = input.scored().get();
        Rollout rollout = scored.rollout();
        columns.row(
                "  " + at.rolloutId(),
                place,
                rollout.question().promptId(),
                rollout.question()
                        .image()
                        .map(ImagePayload::sha256)
                        .map(ShortHash::shortened)
                        .orElse("none"),
                sampledBy(rollout),
                ShortHash.shortened(rollout.adapterHash()),
                String.format(Locale.ROOT, "%+.3f", scored.reward().total()),
                scored.rewardModelId(),
                fault);
    }

    /** For example {@code 3x12 4x5}: twelve tokens of version 3, then five of version 4. */
    private static String sampledBy(Rollout rollout) {
        return rollout.versionRuns().stream()
                .map(run -> run.version() + "x" + run.tokens())
                .collect(joining(" "));
    }
}
