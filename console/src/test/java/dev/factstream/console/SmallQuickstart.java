package dev.factstream.console;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a quickstart that takes seconds. */
final class SmallQuickstart {
    private SmallQuickstart() {}

    static List<String> arguments(Path run, Path policy, String... more) {
        List<String> arguments = new ArrayList<>(List.of("quickstart", "--pictures", "20", "--reward-model", "none"));
        arguments.addAll(List.of("--dir", run.toString(), "--policy", policy.toString(), "--questions", "8"));
        arguments.addAll(List.of("--items", "8"));
        arguments.addAll(List.of("--set", "learner.rollouts.per.version=8", "--set", "learner.ppo.minibatch=4"));
        arguments.addAll(List.of("--set", "learner.sampling.max.tokens=12"));
        if (!List.of(more).contains("--dashboard")) {
            arguments.addAll(List.of("--dashboard", "none"));
        }
        if (!List.of(more).contains("--port")) {
            arguments.addAll(List.of("--port", "0"));
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Runs a quickstart in this JVM. */
    static Console run(Path run, Path policy, String... more) {
        return Console.run(arguments(run, policy, more).toArray(String[]::new));
    }
}
