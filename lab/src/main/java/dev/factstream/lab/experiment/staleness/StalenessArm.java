package dev.factstream.lab.experiment.staleness;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import dev.factstream.lab.experiment.Arm;
import dev.factstream.learner.dispatch.AdmissionSettings;
import dev.factstream.learner.ppo.PpoOptions;
import dev.factstream.learner.ppo.StalenessCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An arm of the staleness experiment.
 *
 * @param age the staleness of the rollouts when they are trained on, in versions
 * @param correction the off-policy correction
 */
record StalenessArm(int age, StalenessCorrection correction) implements Arm {
    /** Returns all arms: each age with and without correction. */
    static List<StalenessArm> of(List<Integer> ages) {
        List<StalenessArm> arms = new ArrayList<>();
        for (int age : ages) {
            arms.add(new StalenessArm(age, StalenessCorrection.DECOUPLED));
            arms.add(new StalenessArm(age, StalenessCorrection.NONE));
        }
        return arms;
    }

    @Override
    public String label() {
        return "age" + age + "-" + correctionName();
    }

    /** The name of the correction in settings and tables. */
    String correctionName() {
        return correction.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> settings() {
        return List.of(
                pair(AdmissionSettings.ETA, age),
                pair(AdmissionSettings.EXACT, true),
                pair(PpoOptions.CORRECTION, correctionName()));
    }
}
