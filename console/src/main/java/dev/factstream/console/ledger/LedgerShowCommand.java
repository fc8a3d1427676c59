package dev.factstream.console.ledger;

import dev.factstream.console.run.OpenRun;
import dev.factstream.console.run.RunOptions;
import dev.factstream.learner.ledger.LedgerInputReader;
import dev.factstream.runtime.failure.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code factstream ledger show}: traces a version to its inputs. */
@Command(
        name = "show",
        description =
                "Traces a policy version to its prompts, its pictures, the policy versions that sampled its tokens, its reward"
                        + " model, drops and metrics.")
final class LedgerShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "The policy version.")
    private int version;

    @Option(names = "--json", description = "Print everything as JSON, including texts and settings.")
    private boolean json;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (OpenRun run = options.open()) {
            run.requireVersion(version);
            try (LedgerInputReader inputs = new LedgerInputReader(run.clients(), run.names())) {
                VersionTrace trace = VersionTrace.of(run.history(), version, inputs);
                if (json) {
                    out.println(VersionTraceJson.of(trace));
                } else {
                    new VersionTraceText(trace).print(out);
                }
                out.flush();
                return ExitCode.OK;
            }
        }
    }
}
