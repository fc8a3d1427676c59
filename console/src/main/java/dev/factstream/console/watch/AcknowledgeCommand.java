package dev.factstream.console.watch;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.run.LinePrinter;
import dev.factstream.drift.reader.DriftTopicReader;
import dev.factstream.drift.reader.DriftWindows;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.ClusterConnector;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.drift.DriftAlarm;
import dev.factstream.schemas.drift.DriftRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.RecordKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream acknowledge}. */
@Command(
        name = "acknowledge",
        description = "Acknowledges the alarms of a run: a learner paused by them (learner.on.alarm=pause)"
                + " resumes, and the same alarm does not pause it again unless it clears and is raised again.")
public final class AcknowledgeCommand implements Callable<Integer> {
    @Option(names = "--run", required = true, paramLabel = "ID", description = "The run (learner.run.id).")
    private String run;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.load();
        KafkaClients clients = ClusterConnector.connect(settings);
        TopicNames names = CommonSettings.topicNames(settings);
        try (DriftTopicReader drift = new DriftTopicReader(clients, names);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("factstream-acknowledge"))) {
            drift.read();
            acknowledge(drift.windows(), producer, names.rewardDrift());
        }
        return ExitCode.OK;
    }

    /** Stores one acknowledgement per stream of the run, up to its newest closed window, and prints what the broker has stored. */
    private void acknowledge(DriftWindows windows, Producer<byte[], byte[]> producer, String topic)
            throws InterruptedException {
        LinePrinter out = new LinePrinter(spec.commandLine().getOut());
        List<DriftRecord> acknowledgements = acknowledgements(windows);
        boolean alarmed = false;
        for (DriftRecord acknowledgement : acknowledgements) {
            store(acknowledgement, producer, topic);
            Optional<DriftAlarm> alarm = windows.unacknowledged(acknowledgement.stream());
            alarm.ifPresent(stored -> out.println("acknowledged " + stored));
            alarmed |= alarm.isPresent();
        }
        if (!alarmed) {
            out.println("run " + run + " has no unacknowledged alarm");
        }
    }

    private List<DriftRecord> acknowledgements(DriftWindows windows) {
        List<DriftRecord> all = new ArrayList<>();
        for (String stream : DriftRecord.streamsOf(run)) {
            List<DriftRecord> closed = windows.summaries(stream).stream()
                    .filter(DriftRecord::closed)
                    .toList();
            if (!closed.isEmpty()) {
                long newest = closed.get(closed.size() - 1).window();
                all.add(DriftRecord.acknowledgement(
                        stream, newest, Clock.systemUTC().millis()));
            }
        }
        if (all.isEmpty()) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT,
                    "reward-drift has no closed window of run " + run + ": is 'factstream drift' running?");
        }
        return all;
    }

    private static void store(DriftRecord acknowledgement, Producer<byte[], byte[]> producer, String topic)
            throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(
                            topic, RecordKeys.bytes(acknowledgement.key()), Codecs.DRIFT.encode(acknowledgement)))
                    .get();
        } catch (ExecutionException e) {
            throw new UserFacingException(
                    ExitCode.UNAVAILABLE,
                    "the alarms of " + acknowledgement.stream()
                            + " are not acknowledged, since the broker did not store it: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }
}
