package dev.factstream.infra.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.infra.fixture.Eventually;
import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.runtime.kafka.ActorShareGroup;
import dev.factstream.schemas.topics.TopicCatalogue;
import dev.factstream.schemas.topics.TopicNames;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class TopicToolTest {
    private Admin admin;
    private TopicNames names;

    @BeforeEach
    void connect(KafkaFixture kafka) {
        admin = kafka.admin();
        names = kafka.newNames();
    }

    @AfterEach
    void disconnect() {
        admin.close();
    }

    @Test
    void createsEveryTopicOfTheCatalogue() {
        List<String> changes = TopicTool.apply(admin, names, TopicOverrides.none());

        assertThat(changes)
                .contains("created " + names.prompts() + " with 4 partitions")
                .contains("created " + names.trainingLedger() + " with 1 partition");
        assertThat(check()).isEmpty();
    }

    @Test
    void measuresBytesAndOffsetsOfTheTopicsOfAPrefix(KafkaFixture kafka) throws Exception {
        TopicTool.apply(admin, names, TopicOverrides.none());
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.clients().producer("sizes"))) {
            for (int record = 0; record < 3; record++) {
                producer.send(new ProducerRecord<>(names.facts(), record, new byte[] {1}, new byte[500 + record]));
            }
        }

        List<TopicSize> sizes = TopicSizes.read(admin, names);

        assertThat(sizes).extracting(TopicSize::topic).allMatch(topic -> topic.startsWith(names.prefix() + "."));
        TopicSize facts = sizes.stream()
                .filter(size -> size.topic().equals(names.facts()))
                .findFirst()
                .orElseThrow();
        assertThat(facts.partitions()).isEqualTo(4);
        assertThat(facts.offsets()).isEqualTo(3);
        assertThat(facts.bytes()).isPositive();
    }

    @Test
    void appliedTwiceChangesNothing() {
        TopicTool.apply(admin, names, TopicOverrides.none());

        assertThat(TopicTool.apply(admin, names, TopicOverrides.none())).isEmpty();
    }

    @Test
    void reportsEachDifferenceAndCorrectsConfiguration() throws Exception {
        TopicTool.apply(admin, names, TopicOverrides.none());
        ActorShareGroup group = new ActorShareGroup(admin, names, "0123456789abcdef", "run");
        group.prepare(true);
        set(ConfigResource.Type.TOPIC, names.rollouts(), "retention.ms", "1000");
        set(ConfigResource.Type.GROUP, group.name(), "share.auto.offset.reset", "latest");
        admin.deleteTopics(List.of(names.rewardDrift())).all().get();

        Eventually.holds("three differences are visible", () -> check().size() == 3);

        assertThat(check())
                .containsExactlyInAnyOrder(
                        "topic " + names.rewardDrift() + " is missing",
                        "topic " + names.rollouts() + ": retention.ms is 1000, not 7776000000",
                        "group " + group.name() + ": share.auto.offset.reset is latest, not earliest");

        TopicTool.apply(admin, names, TopicOverrides.none());
        assertThat(check()).isEmpty();
    }

    @Test
    void aLongerRetentionThanTheCatalogueStays() throws Exception {
        TopicTool.apply(admin, names, TopicOverrides.none());
        set(ConfigResource.Type.TOPIC, names.prompts(), "retention.ms", "-1");
        set(ConfigResource.Type.TOPIC, names.rollouts(), "retention.ms", "7776000001");
        set(
                ConfigResource.Type.TOPIC,
                names.trainingLedger(),
                "retention.ms",
                "7776000001"); // the catalogue has no limit

        Eventually.holds("the difference is visible", () -> !check().isEmpty());

        assertThat(TopicTool.apply(admin, names, TopicOverrides.none()))
                .containsExactly("set topic " + names.trainingLedger() + ": retention.ms to -1");
    }

    @Test
    void reportsUnequalPartitionsOfJoinedTopicsAndDoesNotChangeThem() throws Exception {
        admin.createTopics(List.of(
                        new NewTopic(names.facts(), 2, (short) -1), new NewTopic(names.rollouts(), 4, (short) -1)))
                .all()
                .get();
        Eventually.holds(
                "both topics are visible",
                () -> check().stream()
                        .noneMatch(line -> line.endsWith(names.facts() + " is missing")
                                || line.endsWith(names.rollouts() + " is missing")));

        assertThat(check())
                .contains(
                        "topic " + names.facts() + " has 2 partitions, not 4",
                        "topics " + names.facts() + " and " + names.rollouts()
                                + " are joined but have 2 and 4 partitions");
        assertThatThrownBy(() -> TopicTool.apply(admin, names, TopicOverrides.none()))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining(names.facts() + " has 2 partitions, not 4")
                .hasMessageNotContaining("\n");
        assertThat(admin.listTopics().names().get()).doesNotContain(names.prompts());
    }

    @Test
    void createsTheRequestedNumberOfPartitions() throws Exception {
        TopicOverrides overrides =
                new TopicOverrides(Map.of(TopicCatalogue.FACTS, 6, TopicCatalogue.ROLLOUTS, 6), (short) 1);

        TopicTool.apply(admin, names, overrides);

        assertThat(TopicTool.check(admin, names, overrides)).isEmpty();
        assertThat(check())
                .containsExactly(
                        "topic " + names.facts() + " has 6 partitions, not 4",
                        "topic " + names.rollouts() + " has 6 partitions, not 4");
    }

    @Test
    void rejectsDifferentPartitionCountsOfJoinedTopics() {
        assertThatThrownBy(() -> new TopicOverrides(Map.of(TopicCatalogue.FACTS, 6), (short) 1))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("the same number of partitions, not 6 and 4");
    }

    private List<String> check() {
        return TopicTool.check(admin, names, TopicOverrides.none());
    }

    private void set(ConfigResource.Type type, String name, String key, String value) throws Exception {
        AlterConfigOp operation = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(type, name), List.of(operation)))
                .all()
                .get();
    }
}
