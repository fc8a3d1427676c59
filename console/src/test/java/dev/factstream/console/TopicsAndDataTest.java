package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.factstream.infra.fixture.KafkaExtension;
import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.TestRecords;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.RecordKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class TopicsAndDataTest {
    @TempDir
    private Path dir;

    @Test
    void topicsAreCreatedOnceAndThenUpToDate(KafkaFixture kafka) {
        String[] where = where(kafka, kafka.newNames());

        assertThat(topics("check", where).out()).contains(".prompts is missing");
        assertThat(topics("apply", where).out()).contains(".prompts with 4 partitions");
        assertThat(topics("apply", where).out()).contains("all topics are up to date");
        assertThat(topics("check", where)).isEqualTo(new Console(ExitCode.OK, "", ""));
    }

    @Test
    void aPictureBookIsDrawnAndPublishedOnce(KafkaFixture kafka) {
        String[] where = where(kafka, kafka.newNames());
        topics("apply", where);
        Console drawn = Console.run("data", "picture-book", "--count", "3", "--out", dir.toString());
        assertThat(drawn.exitCode()).as(drawn.err()).isZero();

        assertThat(publish(where).out()).contains("6 prompts published, 0 were there already");
        assertThat(publish(where).out()).contains("0 prompts published, 6 were there already");
    }

    @Test
    void questionsAreRetiredByPromptIdFileOrSource(KafkaFixture kafka) throws IOException {
        TopicNames names = kafka.newNames();
        String[] where = where(kafka, names);
        topics("apply", where);
        Console.run("data", "picture-book", "--count", "3", "--out", dir.toString());
        Console published = Console.run(
                "data",
                "publish",
                "--from",
                dir.toString(),
                "--source",
                "book",
                where[0],
                where[1],
                where[2],
                where[3]);
        assertThat(published.out()).contains("6 prompts published");
        List<String> ids = TestRecords.read(kafka.clients(), names.promptPool(), 6).stream()
                .map(raw -> RecordKeys.text(raw.key()))
                .toList();

        assertThat(retire("--prompt", ids.get(0), where))
                .isEqualTo(new Console(ExitCode.OK, "1 questions retired\n", ""));
        assertThat(retire("--prompt", ids.get(0), where).out()).contains(ids.get(0) + " is not in the pool");
        Path file = Files.writeString(dir.resolve("ids"), ids.get(1) + "\n\nnever\n" + ids.get(2));
        Console some = retire("--file", file.toString(), where);
        assertThat(some.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(some.out()).contains("never is not in the pool", "2 questions retired");
        assertThat(retire("--source", "book", where).out()).contains("3 questions retired");
        assertThat(retire("--source", "book", where).exitCode()).isEqualTo(ExitCode.NEGATIVE);

        assertThat(publish(where).out()).contains("6 prompts published, 0 were there already");
    }

    private static Console retire(String how, String which, String... where) {
        return Console.run("data", "retire", how, which, where[0], where[1], where[2], where[3]);
    }

    private static String[] where(KafkaFixture kafka, TopicNames names) {
        return new String[] {
            "--set", "kafka.bootstrap.servers=" + kafka.bootstrapServers(), "--set", "topics.prefix=" + names.prefix()
        };
    }

    private static Console topics(String command, String... where) {
        return Console.run("topics", command, where[0], where[1], where[2], where[3]);
    }

    private Console publish(String... where) {
        return Console.run("data", "publish", "--from", dir.toString(), where[0], where[1], where[2], where[3]);
    }
}
