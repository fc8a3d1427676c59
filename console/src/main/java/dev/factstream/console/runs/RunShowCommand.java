package dev.factstream.console.runs;

import dev.factstream.console.run.OpenTopics;
import dev.factstream.console.run.TextTable;
import dev.factstream.console.run.TopicsOption;
import dev.factstream.learner.ledger.RunStateReader;
import dev.factstream.learner.publish.PublishedAdapters;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.ActorShareGroup;
import dev.factstream.schemas.adapter.AdapterManifest;
import dev.factstream.schemas.run.RunState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream runs show}. */
@Command(
        name = "show",
        description = "Shows the state of a run: versions, tickets, checkpoint, adapters and actors' group.")
final class RunShowCommand implements Callable<Integer> {
    @Mixin
    private NamedRun named;

    @Mixin
    private TopicsOption options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenTopics topics = options.open();
                Admin admin = Admin.create(topics.clients().admin("factstream-runs"))) {
            RunState run = named.work(() -> new RunStateReader(topics.clients(), topics.names())
                    .read(named.id())
                    .orElseThrow(() -> new IllegalArgumentException("there is no run " + named.id())));
            List<AdapterManifest> adapters =
                    new PublishedAdapters(topics.clients(), topics.names()).manifests(run.runId());
            ActorShareGroup group = new ActorShareGroup(admin, topics.names(), run.baseHash(), run.runId());
            TextTable table = new TextTable("run", run.runId());
            table.row("policy", run.policyId());
            table.row("base", run.baseHash());
            table.row("status", run.status().name().toLowerCase(Locale.ROOT));
            table.row("version", run.version() + ", adapter " + run.adapterHash());
            table.row(
                    "tickets",
                    "issued " + run.counts().issued() + " = trained "
                            + run.counts().trained() + " + dropped "
                            + run.counts().dropped() + " + dead " + run.counts().dead() + " + open "
                            + run.counts().outstanding());
            table.row("checkpoint", run.checkpointFolder());
            table.row(
                    "adapters",
                    adapters.size() + " on the topic, "
                            + adapters.stream()
                                    .mapToLong(AdapterManifest::byteLength)
                                    .sum() + " bytes");
            table.row(
                    "actors",
                    "share group " + group.name()
                            + group.lag().stream()
                                    .mapToObj(lag -> ", " + lag + " tickets behind")
                                    .findFirst()
                                    .orElse(", which has no position"));
            table.row("updated", Instant.ofEpochMilli(run.updatedAtMillis()));
            table.print(spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }
}
