package dev.factstream.lab.experiment;

import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.ppo.StalenessCorrection;
import dev.factstream.runtime.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An arm of the staleness experiment.
 *
 * @param age the staleness of the rollouts when they are trained on, in versions
 * @param correction the off-policy correction
 */
record StalenessArm(int age, StalenessCorrection correction) {
    /** Returns all arms: each age with and without correction. */
    static List<StalenessArm> of(List<Integer> ages) {
        List<StalenessArm> arms = new ArrayList<>();
        for (int age : ages) {
            arms.add(new StalenessArm(age, StalenessCorrection.DECOUPLED));
            arms.add(new StalenessArm(age, StalenessCorrection.NONE));
        }
        return arms;
    }

    /** The name of a run's folder and the run id on its topics. */
    String name(long seed) {
        return "age" + age + "-" + text() + "-seed" + seed;
    }

    /** The name of the correction in settings and tables. */
    String text() {
        return correction.name().toLowerCase(Locale.ROOT);
    }

    /** The settings of this arm, {@code key=value} each. */
    List<String> settings(StalenessOptions options) {
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
