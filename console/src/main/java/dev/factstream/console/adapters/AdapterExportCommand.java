package dev.factstream.console.adapters;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.RecordedSettings;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.TensorType;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.ledger.LedgerRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code factstream adapters export}: writes a published adapter as a folder that PEFT loads. */
@Command(
        name = "export",
        description = "Writes a published adapter as a PEFT folder, verified against its manifest byte by byte;"
                + " with --merged as a model folder with the adapter in its weights.")
final class AdapterExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "The policy version.")
    private int version;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write; it is created if it does not exist.")
    private Path out;

    @Option(
            names = "--merged",
            description = "Write the base with the adapter merged into its weights, which transformers and vLLM load.")
    private boolean merged;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "With --merged: fp32 or bf16; that of the base if not given.")
    private WrittenType dtype;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    /** The types that merged weights are written in. */
    private enum WrittenType {
        fp32(TensorType.F32),
        bf16(TensorType.BF16);

        private final TensorType type;

        WrittenType(TensorType type) {
            this.type = type;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (dtype != null && !merged) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--dtype is for --merged; an adapter is written in fp32");
        }
        try (OpenRun run = options.open()) {
            run.requireVersion(version);
            LedgerRecord made = run.history().summaryOf(version);
            PublishedAdapters archive = new PublishedAdapters(run.clients(), run.names());
            AdapterManifest manifest = archive.manifest(made.runId(), version)
                    .orElseThrow(
                            () -> new UserFacingException(
                                    ExitCode.NO_INPUT,
                                    version == 0
                                            ? "version 0 is the base model: it has no adapter"
                                            : "the adapter of version " + version
                                                    + " is no longer kept: 'factstream adapters list'"
                                                    + " names those that learner.checkpoints.kept and learner.checkpoints.every keep"));
            Path base = new RecordedSettings(run.settings())
                    .of(made)
                    .bind(LearnerFolders.class)
                    .model();
            if (merged) {
                archive.exportMerged(manifest, base, Optional.ofNullable(dtype).map(chosen -> chosen.type), out);
            } else {
                archive.export(manifest, LlavaConfig.read(base), out);
            }
            spec.commandLine()
                    .getOut()
                    .println("version " + version + " is in " + out + ", adapter " + manifest.adapterHash()
                            + (merged ? ", merged into the base " : ", for the base ") + manifest.baseHash());
            return ExitCode.OK;
        }
    }
}
