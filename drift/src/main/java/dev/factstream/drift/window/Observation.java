package dev.factstream.drift.window;

import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.Purpose;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A scored rollout reduced to the values that drift is measured from, without its picture, texts and tokens.
 *
 * @param stream the run; followed by {@code @} and the purpose if the rollout is not trained on
 * @param rewardSource the reward-model id and the reward profile
 * @param rewardModelScore as it enters the reward
 * @param factSupport see {@link FactSupport}
 * @param tokens length of the answer
 * @param entropy mean over its tokens, in nats
 * @param oldestVersion the oldest policy version that wrote a token
 * @param newestVersion the newest one
 * @param adapterHash of the weights that wrote the last token
 * @param round the oldest version that was allowed to answer; for canaries the version that asked, the same for a whole round
 */
public record Observation(
        String stream,
        String rewardSource,
        AnswerKind kind,
        OptionalDouble rewardModelScore,
        double correctness,
        double lengthPenalty,
        double missingEnd,
        boolean correct,
        OptionalDouble factSupport,
        int tokens,
        double entropy,
        int oldestVersion,
        int newestVersion,
        String adapterHash,
        String actorId,
        int round) {

    private static final String CANARIES = "@canary";

    public static Observation of(ScoredRollout scored, Optional<Facts> facts) {
        Rollout rollout = scored.rollout();
        RewardParts reward = scored.reward();
        return new Observation(
                stream(rollout),
                scored.rewardModelId() + "/" + scored.rewardProfile(),
                scored.answerKind(),
                reward.rewardModel(),
                reward.correctness(),
                reward.length(),
                reward.missingEnd(),
                scored.correct(),
                facts.map(known -> FactSupport.of(scored.answerKind(), rollout.text(), known))
                        .orElseGet(OptionalDouble::empty),
                rollout.tokens().length,
                rollout.meanEntropy(),
                rollout.oldestVersion(),
                rollout.newestVersion(),
                rollout.adapterHash(),
                rollout.actorId(),
                rollout.minVersion());
    }

    /** Returns the canary stream of a run. */
    public static String canaryStream(String runId) {
        return runId + CANARIES;
    }

    /** Whether a stream consists of canaries. */
    public static boolean isCanaryStream(String stream) {
        return stream.endsWith(CANARIES);
    }

    private static String stream(Rollout rollout) {
        return rollout.purpose() == Purpose.TRAIN
                ? rollout.runId()
                : rollout.runId() + "@" + rollout.purpose().name().toLowerCase(Locale.ROOT);
    }

    public double total() {
        return rewardModelScore.orElse(0) + correctness + lengthPenalty + missingEnd;
    }

    public void write(DataOutput out) throws IOException {
        out.writeUTF(stream);
        out.writeUTF(rewardSource);
        out.writeByte(kind.ordinal());
        write(out, rewardModelScore);
        out.writeDouble(correctness);
        out.writeDouble(lengthPenalty);
        out.writeDouble(missingEnd);
        out.writeBoolean(correct);
        write(out, factSupport);
        out.writeInt(tokens);
        out.writeDouble(entropy);
        out.writeInt(oldestVersion);
        out.writeInt(newestVersion);
        out.writeUTF(adapterHash);
        out.writeUTF(actorId);
        out.writeInt(round);
    }

    public static Observation read(DataInput in) throws IOException {
        return new Observation(
                in.readUTF(),
                in.readUTF(),
                AnswerKind.values()[in.readByte()],
                optional(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readBoolean(),
                optional(in),
                in.readInt(),
                in.readDouble(),
                in.readInt(),
                in.readInt(),
                in.readUTF(),
                in.readUTF(),
                in.readInt());
    }

    private static void write(DataOutput out, OptionalDouble value) throws IOException {
        out.writeBoolean(value.isPresent());
        out.writeDouble(value.orElse(0));
    }

    private static OptionalDouble optional(DataInput in) throws IOException {
        boolean present = in.readBoolean();
        double value = in.readDouble();
        return present ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
