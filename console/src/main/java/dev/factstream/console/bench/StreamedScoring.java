package dev.factstream.console.bench;

import dev.factstream.console.cli.ConsoleException;
import dev.factstream.console.cli.ExitCode;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import dev.factstream.scorer.service.ScorerService;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A scorer that finds a backlog on its topics, as seen by a reader of committed scores. */
final class StreamedScoring {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Settings settings;
    private final KafkaClients clients;
    private final TopicNames names;

    /** @param settings of the scorer; its topics exist and are empty */
    StreamedScoring(Settings settings) {
        this.settings = settings;
        clients = new KafkaClients(settings);
        names = CommonSettings.topicNames(settings);
    }

    /** Scores all rollouts; returns how many it did a second after a first quarter, in which everything warms up. */
    double rate(List<Rollout> rollouts, List<Facts> facts) {
        publish(rollouts, facts);
        try (KafkaConsumer<byte[], byte[]> reader = reader();
                ScorerService scorer = ScorerService.start(settings)) {
            int warm = await(reader, 0, rollouts.size() / 4);
            long begin = System.nanoTime();
            int all = await(reader, warm, rollouts.size());
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (scorer.counters().dead() > 0) {
                throw new ConsoleException(
                        ExitCode.BAD_DATA, scorer.counters().dead() + " samples could not be scored; the log says why");
            }
            return (all - warm) / seconds;
        }
    }

    private void publish(List<Rollout> rollouts, List<Facts> facts) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer("bench"))) {
            facts.forEach(known -> producer.send(
                    new ProducerRecord<>(names.facts(), Keys.bytes(known.promptId()), Codecs.FACTS.encode(known))));
            rollouts.forEach(rollout -> producer.send(new ProducerRecord<>(
                    names.rollouts(), Keys.bytes(rollout.question().promptId()), Codecs.ROLLOUTS.encode(rollout))));
        }
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(clients.consumer("bench-reader"));
        List<TopicPartition> partitions = reader.partitionsFor(names.scoredRollouts()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    /** Reads on until there are so many; returns how many there are. */
    private static int await(KafkaConsumer<byte[], byte[]> reader, int sofar, int wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int count = sofar;
        while (count < wanted) {
            count += reader.poll(Duration.ofMillis(20)).count();
            if (System.nanoTime() > deadline) {
                throw new ConsoleException(
                        ExitCode.INTERNAL,
                        "only " + count + " of " + wanted + " rollouts were scored in " + PATIENCE.toMinutes()
                                + " minutes");
            }
        }
        return count;
    }
}
