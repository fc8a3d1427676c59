package dev.factstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.infra.fixture.TestPictures;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.ticket.ImagePayload;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureCacheTest {
    @Test
    void aPictureStaysAvailableAfterItsRolloutWasShown() {
        List<Rollout> rollouts = IntStream.range(0, 40)
                .mapToObj(number -> RolloutSamples.rollout(
                        number, "prompt-" + number, TestPictures.noise(8, 8, number % 30), "Yes."))
                .toList();
        PictureCache pictures = new PictureCache();
        rollouts.forEach(rollout -> pictures.show(List.of(seen(rollout))));

        assertThat(rollouts).allSatisfy(rollout -> {
            ImagePayload image = rollout.question().image().orElseThrow();
            assertThat(pictures.find(image.sha256())).contains(image);
        });
        assertThat(pictures.find("0".repeat(64))).isEmpty();
    }

    private static LocatedRollout seen(Rollout rollout) {
        return new LocatedRollout(RolloutSamples.scored(rollout, AnswerKind.OPEN), "scored-rollouts-0@0");
    }
}
