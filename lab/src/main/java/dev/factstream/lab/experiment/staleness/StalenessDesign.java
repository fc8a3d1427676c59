package dev.factstream.lab.experiment.staleness;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.lab.experiment.ExperimentDesign;
import dev.factstream.lab.experiment.ExperimentOptions;
import dev.factstream.lab.experiment.ExperimentReport;
import dev.factstream.lab.experiment.Measurement;
import dev.factstream.lab.experiment.PlannedRun;
import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.learner.dispatch.AdmissionSettings;
import dev.factstream.learner.ppo.PpoOptions;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the cost of staleness: the runs differ only in the staleness of their rollouts, with and without correction. */
public final class StalenessDesign implements ExperimentDesign<StalenessArm, CorrectRate> {
    private final StalenessOptions options;

    public StalenessDesign(StalenessOptions options) {
        this.options = options;
    }

    @Override
    public ExperimentOptions options() {
        return options.common();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                "--rollouts", Integer.toString(options.rollouts()),
                "--minibatch", Integer.toString(options.minibatch()));
    }

    @Override
    public List<PlannedRun<StalenessArm>> runs() {
        return PlannedRun.seedBySeed(options().seeds(), StalenessArm.of(options.ages()));
    }

    @Override
    public StreamPlan plan(PlannedRun<StalenessArm> run) {

        return options()
                .plan(
                        run,
                        Optional.empty(), // rewards come from symbolic facts only
                        List.of(
                                pair(AdmissionSettings.ROLLOUTS_PER_VERSION, options.rollouts()),
                                pair(PpoOptions.MINIBATCH, options.minibatch())));
    }

    @Override
    public Measurement<CorrectRate> measurement(VisionLanguageModel model) throws IOException {
        return new StalenessMeasurement(model, options().heldOutQuestions());
    }

    @Override
    public ExperimentReport<StalenessArm, CorrectRate> report() {
        return new StalenessReport();
    }
}
