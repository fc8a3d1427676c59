package dev.factstream.console.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.run.LinePrinter;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.deadletter.DeadLetterRecord;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code factstream dead-letters show}. */
@Command(name = "show", description = "Prints one dead letter: its reason, its headers and its first bytes.")
final class DeadLetterShowCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "ADDRESS",
            converter = DeadLetterPosition.Converter.class,
            description = "Address as list prints it: partition@offset.")
    private DeadLetterPosition address;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.load();
        KafkaClients clients = ClusterConnector.connect(settings);
        DeadLetterView letter = new DeadLetterReader(clients, CommonSettings.topicNames(settings)).at(address);
        print(letter, new LinePrinter(spec.commandLine().getOut()));
        return ExitCode.OK;
    }

    private static void print(DeadLetterView letter, LinePrinter out) {
        DeadLetterRecord record = letter.record();
        out.println("dead letter " + letter.address() + " of " + letter.writtenAt());
        out.println("reason   " + letter.deadLetter().reason());
        out.println("stage    " + letter.deadLetter().stage());
        out.println("source   " + record.source().orElse("unknown"));
        letter.deadLetter().ticketId().ifPresent(id -> out.println("ticket   " + id));
        letter.deadLetter().rolloutId().ifPresent(id -> out.println("rollout  " + id));
        out.println("key      " + (record.key() == null ? "none" : new String(record.key(), UTF_8)));
        for (Header header : record.originalHeaders()) {
            out.println("header   " + header.key() + " = "
                    + (header.value() == null ? "none" : new String(header.value(), UTF_8)));
        }
        if (record.value() == null) {
            out.println("value    none");
            return;
        }
        out.println("value    " + record.value().length + " bytes"
                + record.originalBytes()
                        .map(all -> ", the beginning of a record of " + all + " bytes")
                        .orElse(""));
        HexDump.lines(record.value()).forEach(out::println);
    }
}
