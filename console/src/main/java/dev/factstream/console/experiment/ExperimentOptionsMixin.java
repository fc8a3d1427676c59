package dev.factstream.console.experiment;

import dev.factstream.runtime.process.InstallationFolder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that the fact-rlhf and staleness experiments share. */
final class ExperimentOptionsMixin {
    @Option(
            names = "--seeds",
            paramLabel = "S",
            split = ",",
            defaultValue = "1,2,3",
            description = "Seeds; each arm runs once per seed (default: ${DEFAULT-VALUE}).")
    private List<Long> seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the experiment, with its runs and results.")
    private Path out;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Held-out yes/no and multiple-choice questions (default: ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Training pictures per run, with two questions each (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--actors",
            paramLabel = "K",
            defaultValue = "2",
            description = "Actors per run (default: ${DEFAULT-VALUE}).")
    private int actors;

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description =
                    "Initial policy of all runs, a Hugging Face folder (default: checkpoints/policy of the installation).")
    private Path policy = InstallationFolder.resolve("checkpoints/policy");

    List<Long> seeds() {
        return seeds;
    }

    Path out() {
        return out;
    }

    int questions() {
        return questions;
    }

    int pictures() {
        return pictures;
    }

    int actors() {
        return actors;
    }

    Path policy() {
        return policy;
    }
}
