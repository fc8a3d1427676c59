package dev.factstream.scorer.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.model.reward.AnswerToScore;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.scorer.HandComputedReward;
import dev.factstream.scorer.TinyRewardModel;
import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.scores.AsyncRewardModel;
import dev.factstream.scorer.scores.NoRewardModel;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.ScoringModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroBatchingTest {
    private static final String LONG_TEXT = "very ".repeat(300);

    @TempDir
    private static Path folder;

    @TempDir
    private Path state;

    @BeforeAll
    static void writeRewardModel() throws IOException {
        TinyRewardModel.write(folder.resolve("reward-model"), 7);
    }

    @Test
    void aFullBatchIsScoredAtOnceAndInTheOrderOfArrival() {
        try (ScorerTestDriver stream = stream(new NoRewardModel(), Map.of("scorer.batch.size", "3"))) {
            stream.publish(RolloutSamples.yes("p"));
            stream.publish(RolloutSamples.yes("a"));
            stream.publish(RolloutSamples.rollout(1, "p", "one"));
            stream.publish(RolloutSamples.rollout(2, "a", "two"));
            assertThat(stream.scored.isEmpty()).isTrue();

            stream.publish(RolloutSamples.rollout(0, "p", "three"));
            stream.publish(RolloutSamples.rollout(3, "p", "four"));

            assertThat(stream.scoredTexts()).containsExactly("one", "two", "three");
            assertThat(stream.counters.batches()).isEqualTo(1);
        }
    }

    @Test
    void aHalfFullBatchIsScoredWhenItsOldestHasWaitedLongEnough() {
        try (ScorerTestDriver stream = stream(new NoRewardModel(), Map.of("scorer.batch.linger.ms", "100"))) {
            stream.publish(RolloutSamples.yes("p"));
            stream.publish(RolloutSamples.rollout(1, "p", "one"));
            stream.advanceClock(Duration.ofMillis(50));
            stream.publish(RolloutSamples.rollout(2, "p", "two"));
            stream.publish(RolloutSamples.rollout(1, "p", "a second one"));
            assertThat(stream.scored.isEmpty()).isTrue();

            stream.advanceClock(Duration.ofMillis(50));

            assertThat(stream.scoredTexts()).containsExactly("one", "two");
            assertThat(stream.counters.duplicates()).isEqualTo(1);
        }
    }

    @Test
    void aRolloutThatWaitedForFactsJoinsTheBatchWhenTheyCome() {
        try (ScorerTestDriver stream =
                stream(new NoRewardModel(), Map.of("scorer.batch.size", "2", "scorer.batch.linger.ms", "1000"))) {
            stream.publish(RolloutSamples.yes("p"));
            stream.publish(RolloutSamples.rollout(1, "late", "late"));
            stream.publish(RolloutSamples.rollout(2, "p", "early"));
            stream.publish(RolloutSamples.yes("late"));
            stream.advanceClock(Duration.ofMillis(300));

            assertThat(stream.scoredTexts()).containsExactly("early", "late");
            assertThat(stream.counters.batches()).isEqualTo(1);
        }
    }

    @Test
    void rewardsMatchTheTableComputedByHandInBothProfiles() {
        assertTable("default", HandComputedReward::byDefault);
        assertTable("paper", HandComputedReward::inPaper);
    }

    private void assertTable(String profile, Function<HandComputedReward, RewardParts> expected) {
        List<HandComputedReward> table = HandComputedReward.table();
        try (ScorerTestDriver stream = new ScorerTestDriver(
                state.resolve(profile), new NoRewardModel(), Map.of("scorer.reward.profile", profile))) {
            table.forEach(row -> {
                stream.publish(row.facts());
                stream.publish(row.rollout());
            });
            stream.advanceClock(Duration.ofSeconds(1));

            List<ScoredRollout> scored = stream.scoredRollouts();
            assertThat(scored).hasSameSizeAs(table);
            for (int i = 0; i < table.size(); i++) {
                HandComputedReward row = table.get(i);
                assertSymbolic(scored.get(i), row, expected.apply(row));
                assertThat(scored.get(i).rewardProfile()).isEqualTo(profile);
                assertThat(scored.get(i).reward().rewardModel()).isEmpty();
            }
        }
    }

    @Test
    void theRewardModelsPartIsItsScoreAndTheOtherPartsMatchTheTable() {
        List<HandComputedReward> table = HandComputedReward.table();
        try (RewardModel model = load();
                ScorerTestDriver stream = stream(scores(1 << 20), Map.of())) {
            table.forEach(row -> {
                stream.publish(row.facts());
                stream.publish(row.rollout());
            });
            stream.advanceClock(Duration.ofSeconds(1));

            List<ScoredRollout> scored = stream.scoredRollouts();
            assertThat(stream.reasons()).isEmpty();
            assertThat(scored).hasSameSizeAs(table);
            for (int i = 0; i < table.size(); i++) {
                HandComputedReward row = table.get(i);
                assertSymbolic(scored.get(i), row, row.byDefault());
                assertThat(scored.get(i).rewardModelId()).isEqualTo(model.id());
                assertThat(scored.get(i).reward().rewardModel().orElseThrow())
                        .isCloseTo(alone(model, row), within(1e-4));
            }
        }
    }

    private static double alone(RewardModel model, HandComputedReward row) {
        boolean ended = row.rollout().finishReason() == FinishReason.STOP;
        AnswerToScore judged = new AnswerToScore(
                row.rollout().question().text(),
                Optional.empty(),
                row.rollout().text(),
                ended,
                row.facts().captions(),
                AsyncRewardModel.orderSeed(row.facts().promptId()));
        return model.standardised(model.scores(List.of(judged))[0]);
    }

    @Test
    void anUnreadableRolloutIsADeadLetterAndTheRestOfItsBatchIsScored() {
        ImagePayload picture = TinyRewardModel.picture(1);
        ImagePayload noPicture = ImagePayload.inline(new byte[] {1, 2, 3}, "image/png");
        try (ScorerTestDriver stream = stream(scores(1 << 20), Map.of("scorer.batch.size", "5"))) {
            stream.publish(RolloutSamples.yes("p"));
            stream.publish(RolloutSamples.rollout(1, "p", picture, "yes"));
            stream.publish(RolloutSamples.rollout(2, "p", LONG_TEXT));
            stream.publish(RolloutSamples.rollout(3, "p", noPicture, "yes"));
            stream.publish(RolloutSamples.rollout(4, "p", "</s> yes"));
            stream.publish(RolloutSamples.rollout(5, "p", picture, "no"));

            assertThat(stream.scoredTexts()).containsExactly("yes", "no");
            List<String> reasons = stream.reasons();
            assertThat(reasons).hasSize(3);
            assertThat(reasons.get(0)).contains("256 positions");
            assertThat(reasons.get(2)).contains("special token");
        }
    }

    @Test
    void aScoreThatIsNotFiniteNeverReachesTheLearner() {
        try (ScorerTestDriver stream =
                stream(scores(0), Map.of("scorer.batch.size", "1", "scorer.reward.model.weight", "1e308"))) {
            stream.publish(RolloutSamples.yes("p"));
            stream.publish(RolloutSamples.rollout(1, "p", "yes"));

            assertThat(stream.scored.isEmpty()).isTrue();
            assertThat(stream.reasons()).singleElement().asString().contains("not finite");
        }
    }

    @Test
    void rolloutsInFlightStayInTheStoreUntilTheirOutcomeAndAreScoredInOrder() {
        ManualScoringModel scores = new ManualScoringModel();
        try (ScorerTestDriver stream = stream(scores, Map.of("scorer.batch.size", "2"))) {
            stream.publish(RolloutSamples.yes("p"));
            for (int i = 0; i < 5; i++) {
                stream.publish(RolloutSamples.rollout(i, "p", "text " + i));
            }
            assertThat(scores.batches()).hasSize(2);

            scores.answer(1);
            stream.advanceClock(Duration.ofSeconds(1));
            assertThat(stream.scored.isEmpty()).isTrue();
            assertThat(stream.storedRollouts()).isEqualTo(5);

            scores.answer(0);
            stream.advanceClock(Duration.ofSeconds(1));
            assertThat(stream.scoredTexts()).containsExactly("text 0", "text 1", "text 2", "text 3");
            assertThat(stream.storedRollouts()).isEqualTo(1);
            assertThat(scores.batches()).as("the fifth has waited long enough").hasSize(3);
        }
    }

    @Test
    void aBacklogIsBoundedInTheStoreAndScoredInOrder() {
        try (ScorerTestDriver stream = stream(new AsyncScoring(), Map.of("scorer.batch.size", "2"))) {
            stream.publish(RolloutSamples.yes("p"));
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                texts.add("text " + i);
                stream.publish(RolloutSamples.rollout(i, "p", texts.get(i)));
                assertThat(stream.storedRollouts()).isLessThan(3 * 2);
            }
            List<String> scored = new ArrayList<>();
            while (scored.size() < texts.size()) {
                stream.advanceClock(Duration.ofMillis(100));
                scored.addAll(stream.scoredTexts());
            }
            assertThat(scored).isEqualTo(texts);
        }
    }

    /** Scores on another thread. */
    private record AsyncScoring() implements ScoringModel {
        @Override
        public String modelId() {
            return NoRewardModel.ID;
        }

        @Override
        public CompletableFuture<List<Score>> score(List<Candidate> batch) {
            return CompletableFuture.supplyAsync(
                    () -> new NoRewardModel().score(batch).join(),
                    CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {}
    }

    private ScorerTestDriver stream(ScoringModel scores, Map<String, String> settings) {
        return new ScorerTestDriver(state, scores, settings);
    }

    private static ScoringModel scores(long cacheBytes) {
        return new BlockingScoringModel(new AsyncRewardModel(load(), false, cacheBytes, PictureFetcher.inlineOnly()));
    }

    private static RewardModel load() {
        return RewardModel.load(folder.resolve("reward-model"), Device.cpu());
    }

    private static void assertSymbolic(ScoredRollout actual, HandComputedReward row, RewardParts expected) {
        RewardParts parts = actual.reward();
        assertThat(actual.rollout().rolloutId()).isEqualTo(row.rollout().rolloutId());
        assertThat(parts.correctness()).as(row.name()).isEqualTo(expected.correctness());
        assertThat(parts.length()).as(row.name()).isCloseTo(expected.length(), within(1e-12));
        assertThat(parts.missingEnd()).as(row.name()).isEqualTo(expected.missingEnd());
        assertThat(actual.correct()).as(row.name()).isEqualTo(row.correct());
        assertThat(actual.factsHash()).isEqualTo(row.facts().hash());
    }
}
