package dev.factstream.schemas;

import dev.factstream.schemas.adapter.AdapterChunk;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.drift.DriftFinding;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.drift.FindingLevel;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.ledger.DropReason;
import dev.factstream.schemas.ledger.DroppedTicket;
import dev.factstream.schemas.ledger.InputCoordinate;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.ledger.TicketCounts;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.rollout.Timings;
import dev.factstream.schemas.rollout.VersionRun;
import dev.factstream.schemas.run.RunState;
import dev.factstream.schemas.run.RunStatus;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Purpose;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.ticket.Ticket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One example of every record, with every optional part filled in. The golden files contain exactly these records. */
public final class SampleRecords {
    private static final byte[] IMAGE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, -1};
    private static final String HASH = Sha256.hex(new byte[] {1});

    private SampleRecords() {}

    public static Question question() {
        return new Question(
                "kitchen-4f2a", "Is there a cat on the table?", Optional.of(ImagePayload.inline(IMAGE, "image/png")));
    }

    public static Sampling sampling() {
        return new Sampling(0.7f, 1f, 0, 64, 1234567890123L);
    }

    public static Ticket ticket() {
        return new Ticket(
                "run-1/17",
                "run-1",
                17,
                Purpose.TRAIN,
                3,
                4,
                1,
                sampling(),
                question(),
                Optional.of("run-1/9"),
                1_700_000_000_000L,
                Optional.empty());
    }

    public static PoolEntry poolEntry() {
        return new PoolEntry(question(), AnswerKind.YES_NO, "train");
    }

    public static Facts facts() {
        return new Facts(
                "kitchen-4f2a",
                List.of("A kitchen with a red table.", "Une table rouge — près d'une fenêtre."),
                Optional.of("The table is empty."),
                AnswerKind.YES_NO,
                Optional.of("no"),
                1.5);
    }

    public static Rollout rollout() {
        return new Rollout(
                "run-1/17/0",
                "run-1/17",
                0,
                "run-1",
                Purpose.TRAIN,
                3,
                question(),
                sampling(),
                new int[] {5, 70_000, 2},
                new float[] {-0.25f, -3.5f, -1e-6f},
                0.8125,
                List.of(new VersionRun(3, 2), new VersionRun(4, 1)),
                HASH,
                " no cat",
                FinishReason.STOP,
                new Timings(1_700_000_000_100L, 1_700_000_000_900L, 0.1, 0.8),
                "actor-2",
                1);
    }

    public static ScoredRollout scored() {
        return new ScoredRollout(
                rollout(),
                new RewardParts(OptionalDouble.of(0.5), 1, -0.125, 0),
                true,
                AnswerKind.YES_NO,
                "reward-model-7",
                "default",
                HASH,
                1_700_000_001_000L);
    }

    public static AdapterManifest manifest() {
        return new AdapterManifest(
                "policy",
                4,
                8,
                HASH,
                HASH,
                HASH,
                8,
                16,
                List.of("q_proj", "v_proj"),
                2,
                1_000_000,
                Optional.of(URI.create("file:///adapters/4")),
                "run-1",
                1_700_000_002_000L);
    }

    public static AdapterChunk chunk() {
        return new AdapterChunk(Optional.empty(), "policy", 4, HASH, 1, 2, new byte[] {0, 1, -128, 127});
    }

    public static LedgerRecord ledger() {
        return ledger(
                List.of(
                        new InputCoordinate(0, 12, "run-1/3/0", "run-1/3", Optional.empty()),
                        new InputCoordinate(2, 5, "run-1/1/0", "run-1/1", Optional.empty())),
                List.of(
                        new DroppedTicket("run-1/9", DropReason.STALE, Optional.of("run-1/17")),
                        new DroppedTicket("run-1/10", DropReason.NON_FINITE, Optional.empty())));
    }

    public static LedgerRecord ledger(List<InputCoordinate> inputs, List<DroppedTicket> drops) {
        return new LedgerRecord(
                "run-1",
                "policy",
                4,
                8,
                inputs,
                drops,
                "checkpoint-4",
                HASH,
                HASH,
                HASH,
                42,
                18,
                new TicketCounts(18, 8, 2, 1),
                Map.of("policy_loss", -0.01, "kl", 0.02),
                1_700_000_003_000L,
                Optional.empty(),
                OptionalInt.empty(),
                Map.of(),
                Map.of(),
                false,
                Optional.empty());
    }

    public static RunState runState() {
        return new RunState(
                "run-1",
                "policy",
                HASH,
                RunStatus.OPEN,
                4,
                HASH,
                18,
                new TicketCounts(18, 8, 2, 1),
                "checkpoint-4",
                HASH,
                1_700_000_003_000L,
                Optional.empty());
    }

    public static DriftRecord drift() {
        return new DriftRecord(
                "run-1",
                "findings",
                6,
                true,
                11,
                12,
                256,
                256,
                0.5,
                0.25,
                Map.of("p05", 0.125, "p50", 0.5, "p95", 1.0),
                Map.of("psi", 0.03125, "ks", 0.0625),
                List.of(
                        new DriftFinding("length-creep", FindingLevel.ALARM, 3, "length 30.0 instead of 20.0"),
                        new DriftFinding("reward-model-change", FindingLevel.EVENT, 1, "from a to b")),
                1_700_000_004_000L);
    }
}
