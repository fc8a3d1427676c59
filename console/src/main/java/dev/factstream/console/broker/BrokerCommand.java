package dev.factstream.console.broker;

import dev.factstream.infra.broker.BrokerFaults;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.process.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream broker}: runs a single-node broker until Ctrl-C. */
@Command(name = "broker", description = "Runs a single-node Kafka broker on this machine until Ctrl-C.")
public final class BrokerCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 500;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "factstream-broker",
            description = "Data folder (default: ${DEFAULT-VALUE}).")
    private Path dir;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "9092",
            description = "Port on 127.0.0.1; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A property of Kafka's broker, for instance log.segment.bytes=1048576; repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, port, properties);
                StopSignal stop = StopSignal.install()) {
            out.println("broker ready at " + broker.bootstrapServers() + ", data in " + dir + "; Ctrl-C stops it");
            out.flush();
            while (!stop.await(POLL_MILLIS)) {
                BrokerFaults.first().ifPresent(fault -> {
                    throw new UserFacingException(ExitCode.INTERNAL, fault);
                });
            }
        }
        return ExitCode.OK;
    }
}
