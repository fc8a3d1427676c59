package dev.factstream.lab.experiment.factrlhf;

import ai.djl.Device;
import dev.factstream.lab.experiment.ExperimentDesign;
import dev.factstream.lab.experiment.ExperimentOptions;
import dev.factstream.lab.experiment.ExperimentReport;
import dev.factstream.lab.experiment.Measurement;
import dev.factstream.lab.experiment.PlannedRun;
import dev.factstream.lab.stream.StreamPlan;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares Fact-RLHF with RLHF: the runs differ only in their reward model and penalties. */
public final class FactRlhfDesign implements ExperimentDesign<FactRlhfArm, FactRlhfMeasured> {
    private final FactRlhfOptions options;

    public FactRlhfDesign(FactRlhfOptions options) {
        this.options = options;
    }

    @Override
    public ExperimentOptions options() {
        return options.common();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                "--every", Integer.toString(options.every()),
                "--items", Integer.toString(options.items()),
                "--final-items", Integer.toString(options.finalItems()),
                "reward model (plain)", rewardModel(options.plain(), false),
                "reward model (facts)", rewardModel(options.facts(), true));
    }

    private static String rewardModel(Path folder, boolean facts) {
        try (RewardModel model = RewardModel.load(folder, Device.cpu())) {
            if (model.readsFacts() != facts) {
                throw new UserFacingException(
                        ExitCode.USAGE,
                        folder + (facts ? " does not read facts" : " reads facts")
                                + ": --reward-models takes the plain model first, then the model with facts");
            }
            return model.id();
        }
    }

    @Override
    public List<PlannedRun<FactRlhfArm>> runs() {
        long first = options().seeds().get(0);
        return PlannedRun.seedBySeed(options().seeds(), options.arms()).stream()
                .filter(run -> run.seed() == first || !run.arm().runsOnce())
                .toList();
    }

    @Override
    public StreamPlan plan(PlannedRun<FactRlhfArm> run) {
        return options().plan(run, Optional.of(options.rewardModel(run.arm())), List.of());
    }

    @Override
    public Measurement<FactRlhfMeasured> measurement(VisionLanguageModel model) throws IOException {
        return new FactRlhfMeasurement(model, options);
    }

    @Override
    public ExperimentReport<FactRlhfArm, FactRlhfMeasured> report() {
        return new FactRlhfReport();
    }
}
