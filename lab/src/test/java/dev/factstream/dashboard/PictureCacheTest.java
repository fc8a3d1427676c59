package dev.factstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.lab.samples.SampleRollouts;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.ticket.ImagePayload;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureCacheTest {
    @Test
    void aPictureStaysAvailableAfterItsRolloutWasShown() {
        SampleRollouts samples = new SampleRollouts("run", 10, 1);
        List<Rollout> rollouts =
                IntStream.range(0, 40).mapToObj(samples::rollout).toList();
        PictureCache pictures = new PictureCache();
        rollouts.forEach(rollout -> pictures.show(List.of(seen(rollout))));

        assertThat(rollouts).allSatisfy(rollout -> {
            ImagePayload image = rollout.question().image().orElseThrow();
            assertThat(pictures.find(image.sha256())).contains(image);
        });
        assertThat(pictures.find("0".repeat(64))).isEmpty();
    }

    private static LocatedRollout seen(Rollout rollout) {
        return new LocatedRollout(
                new ScoredRollout(
                        rollout,
                        new RewardParts(OptionalDouble.empty(), 0, 0, 0),
                        false,
                        AnswerKind.OPEN,
                        "sample",
                        "default",
                        "sample",
                        0),
                "scored-rollouts-0@0");
    }
}
