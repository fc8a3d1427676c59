package dev.factstream.console.topics;

import dev.factstream.console.run.OpenTopics;
import dev.factstream.console.run.TextTable;
import dev.factstream.console.run.TopicsOption;
import dev.factstream.infra.topics.TopicSize;
import dev.factstream.infra.topics.TopicSizes;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code factstream topics sizes}: the measurements of docs/capacity.md. */
@Command(
        name = "sizes",
        description =
                "Prints the bytes of each topic, as stored, and how many these are per record and per rollout; exits with 1 if"
                        + " there is no rollout.")
final class SizesCommand implements Callable<Integer> {
    @Mixin
    private TopicsOption topics;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (OpenTopics open = topics.open();
                Admin admin = Admin.create(open.clients().admin("factstream-topic-sizes"))) {
            List<TopicSize> sizes = TopicSizes.read(admin, open.names());
            String rolloutTopic = open.names().topic(TopicCatalogue.ROLLOUTS);
            long rollouts = sizes.stream()
                    .filter(size -> size.topic().equals(rolloutTopic))
                    .mapToLong(TopicSize::offsets)
                    .sum();
            TextTable table = new TextTable("topic", "partitions", "bytes", "offsets", "bytes/offset", "bytes/rollout");
            long all = 0;
            for (TopicSize size : sizes) {
                table.row(
                        size.topic(),
                        size.partitions(),
                        size.bytes(),
                        size.offsets(),
                        ratio(size.bytes(), size.offsets()),
                        ratio(size.bytes(), rollouts));
                all += size.bytes();
            }
            table.row("sum", "", all, "", "", ratio(all, rollouts));
            table.print(spec.commandLine().getOut());
            return rollouts == 0 ? ExitCode.NEGATIVE : ExitCode.OK;
        }
    }

    private static String ratio(long bytes, long count) {
        return count == 0 ? "-" : String.format(Locale.ROOT, "%.0f", (double) bytes / count);
    }
}
