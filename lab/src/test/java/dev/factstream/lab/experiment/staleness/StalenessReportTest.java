package dev.factstream.lab.experiment.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.evaluation.heldout.CorrectRate;
import dev.factstream.evaluation.statistics.Share;
import dev.factstream.lab.experiment.ExperimentResults;
import dev.factstream.lab.experiment.PlannedRun;
import dev.factstream.lab.experiment.RunResult;
import dev.factstream.lab.experiment.VersionMetrics;
import dev.factstream.learner.ppo.StalenessCorrection;
import dev.factstream.schemas.metrics.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StalenessReportTest {
    @Test
    void ratesAreComparedWithThoseOfFreshRolloutsUnderTheSameCorrection() {
        List<String> table = new StalenessReport()
                .table(new ExperimentResults<>(
                        rate(50),
                        List.of(
                                result(0, StalenessCorrection.DECOUPLED, 1, 60, 0, 0),
                                result(2, StalenessCorrection.DECOUPLED, 1, 57, 0, 1, 2, 2),
                                result(2, StalenessCorrection.NONE, 1, 40, 0, 1, 2, 2),
                                result(0, StalenessCorrection.DECOUPLED, 2, 62, 0, 0),
                                result(2, StalenessCorrection.DECOUPLED, 2, 59, 0, 1, 2, 2))));

        assertThat(table.get(0)).contains("before training 50.0 %");
        assertThat(table.subList(4, table.size()))
                .containsExactly(
                        "| 0 | decoupled | 2 | 0.00 | 0.00 | 61.0 ± 1.0 | 1.000 | 0.900 | 0.0100 |",
                        "| 2 | decoupled | 2 | 1.25 | 2.00 | 58.0 ± 1.0 | 0.951 | 0.900 | 0.0100 |",
                        "| 2 | none | 1 | 1.25 | 2.00 | 40.0 |  | 0.900 | 0.0100 |");
    }

    private static RunResult<StalenessArm, CorrectRate> result(
            int age, StalenessCorrection correction, long seed, int correct, double... ages) {
        List<VersionMetrics> versions = new ArrayList<>();
        for (double mean : ages) {
            versions.add(new VersionMetrics(
                    versions.size() + 1,
                    Map.of(MetricNames.STALENESS_MEAN, mean, MetricNames.ESS, 0.9, MetricNames.KL, 0.01)));
        }
        return new RunResult<>(new PlannedRun<>(new StalenessArm(age, correction), seed), versions, rate(correct));
    }

    private static CorrectRate rate(int percent) {
        Share share = new Share(percent, 100);
        return new CorrectRate(share, share, share, share, share);
    }
}
