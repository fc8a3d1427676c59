package dev.factstream.console.train;

import dev.factstream.console.cli.ThreadsOption;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.reward.JudgingTemplate;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.rows.PreferenceRows;
import dev.factstream.training.reward.RewardHeadInitialisation;
import dev.factstream.training.reward.RewardModelTrainer;
import dev.factstream.training.reward.RewardReport;
import dev.factstream.training.reward.RewardTrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code factstream train reward-model}: trains an adapter and a scalar head on preference pairs. */
@Command(
        name = "reward-model",
        description =
                "Trains a reward model on preference pairs, with or without facts; prints progress and the share of"
                        + " held-out pairs ranked correctly.")
final class RewardModelCommand implements Callable<Integer> {
    private static final double WARMUP_SHARE = 0.05;
    private static final double LARGEST_NORM = 1;

    @ArgGroup(multiplicity = "1")
    private FactsChoice judging;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description =
                    "Custom judging template, with one slot {facts} if the model reads facts (default: built in).")
    private Optional<Path> template = Optional.empty();

    @Option(
            names = "--base",
            required = true,
            paramLabel = "DIR",
            description = "Hugging Face folder, preferably trained on checks (train sft --rows checks).")
    private Path base;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with preferences.jsonl and its pictures.")
    private Path data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Reward-model folder to write.")
    private Path out;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Number of epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Pairs per step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rate",
            paramLabel = "X",
            defaultValue = "5e-4",
            description = "Peak learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--rank",
            paramLabel = "N",
            defaultValue = "16",
            description = "LoRA rank (default: ${DEFAULT-VALUE}).")
    private int rank;

    @Option(
            names = "--alpha",
            paramLabel = "X",
            defaultValue = "32",
            description = "LoRA alpha (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(names = "--zero-head", description = "Initialize the head with zeros instead of the base's verdict.")
    private boolean zeroHead;

    @Option(
            names = "--validation-rows",
            paramLabel = "N",
            defaultValue = "500",
            description = "Pairs held out, split by picture (default: ${DEFAULT-VALUE}).")
    private int validationRows;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            defaultValue = "50",
            description = "Steps between validations (default: ${DEFAULT-VALUE}).")
    private int validateEvery;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Random seed of adapter, held-out pairs and order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private ThreadsOption threads;

    /** Whether the reward model reads facts. */
    private static final class FactsChoice {
        @Option(names = "--facts", required = true, description = "The model reads facts about the picture.")
        private boolean facts;

        @Option(names = "--no-facts", required = true, description = "The model reads no facts.")
        private boolean noFacts;
    }

    @Override
    public Integer call() throws IOException {
        threads.apply();
        if (!Files.isRegularFile(data.resolve(PreferenceRows.FILE))) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    "there is no " + data.resolve(PreferenceRows.FILE)
                            + "; create it with 'factstream data preferences'");
        }
        try {
            // directly to the terminal, to show progress during minutes of work
            RewardReport report = RewardModelTrainer.run(options(), System.out);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s ranks %.1f %% of the held-out pairs correctly, with shuffled pictures %.1f %%;"
                            + " details in report.json",
                    out,
                    100 * report.cleanAccuracy(),
                    100 * report.shuffledAccuracy()));
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, "train reward-model: " + e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private JudgingTemplate judgingTemplate() {
        JudgingTemplate chosen =
                template.map(JudgingTemplate::load).orElseGet(() -> JudgingTemplate.standard(judging.facts));
        if (chosen.readsFacts() != judging.facts) {
            throw new IllegalArgumentException(template.get() + (judging.facts ? " has no" : " has a")
                    + " slot {facts}; use " + (judging.facts ? "--no-facts" : "--facts"));
        }
        return chosen;
    }

    private RewardTrainingOptions options() {
        return new RewardTrainingOptions(
                base,
                data,
                out,
                judgingTemplate(),
                LoraSettings.of(rank, alpha, LoraSettings.ALL_TARGETS),
                zeroHead ? RewardHeadInitialisation.ZERO : RewardHeadInitialisation.VERDICT,
                epochs,
                batch,
                rate,
                WARMUP_SHARE,
                LARGEST_NORM,
                validationRows,
                validateEvery,
                seed);
    }
}
