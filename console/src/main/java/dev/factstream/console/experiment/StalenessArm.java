package dev.factstream.console.experiment;

import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.ppo.Correction;
import dev.factstream.schemas.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What runs of the staleness experiment differ in.
 *
 * @param age versions that a rollout waits for its training
 * @param correction what is done about it
 */
record StalenessArm(int age, Correction correction) {
    /** All of them: with and without correction at each age. */
    static List<StalenessArm> of(List<Integer> ages) {
        List<StalenessArm> arms = new ArrayList<>();
        for (int age : ages) {
            arms.add(new StalenessArm(age, Correction.DECOUPLED));
            arms.add(new StalenessArm(age, Correction.NONE));
        }
        return arms;
    }

    /** Names a run's folder and the run on its topics. */
    String name(long seed) {
        return "age" + age + "-" + text() + "-seed" + seed;
    }

    /** The correction, as it is set and as tables name it. */
    String text() {
        return correction.name().toLowerCase(Locale.ROOT);
    }

    /** The settings that make it this arm, {@code key=value} each. */
    List<String> pinned(StalenessOptions options) {
        return List.of(
                set(LearnerSettings.ETA, age),
                set(LearnerSettings.EXACT, true),
                set(LearnerSettings.CORRECTION, text()),
                set(LearnerSettings.ROLLOUTS, options.rollouts()),
                set(LearnerSettings.MINIBATCH, options.minibatch()));
    }

    private static String set(Setting<?> setting, Object value) {
        return setting.key() + "=" + value;
    }
}
