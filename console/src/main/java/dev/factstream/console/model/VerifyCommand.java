package dev.factstream.console.model;

import ai.djl.Device;
import dev.factstream.model.verify.CheckpointVerification;
import dev.factstream.model.verify.QuantityComparison;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code factstream model verify}: compares our results with those of transformers and peft. */
@Command(
        name = "verify",
        description =
                "Compares the results computed from a model folder with its expected.safetensors, quantity by quantity;"
                        + " exits with 1 if one exceeds its tolerance.")
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Hugging Face folder with expected.safetensors.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw new UserFacingException(ExitCode.NO_INPUT, "there is no folder " + folder);
        }
        List<QuantityComparison> comparisons = CheckpointVerification.verify(folder, Device.cpu());
        comparisons.forEach(spec.commandLine().getOut()::println);
        return comparisons.stream().allMatch(QuantityComparison::passed) ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
