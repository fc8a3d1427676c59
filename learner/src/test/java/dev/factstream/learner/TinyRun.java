package dev.factstream.learner;

import dev.factstream.infra.fixture.KafkaFixture;
import dev.factstream.infra.fixture.Records;
import dev.factstream.learner.ScriptedActor.Outcome;
import dev.factstream.learner.ledger.Books;
import dev.factstream.learner.ledger.BooksReader;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.ticket.PoolEntry;
import dev.factstream.schemas.ticket.Question;
import dev.factstream.schemas.ticket.Ticket;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.Keys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A run on topics of its own, with six questions and versions of four rollouts; its learner is the real one. */
final class TinyRun {

    static final int BATCH = 4;
    private static final int QUESTIONS = 6;

    private final KafkaFixture kafka;
    private final TopicNames names;
    private final Foundation foundation;
    private final Path folder;

    /** @param folder for checkpoints and adapters */
    TinyRun(KafkaFixture kafka, VisionLanguageModel model, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
        names = kafka.newTopics();
        foundation = Foundation.of(model);
        for (int i = 0; i < QUESTIONS; i++) {
            Question question = TinyRollouts.question(i);
            Records.send(
                    kafka.clients(),
                    new ProducerRecord<>(
                            names.promptPool(),
                            Keys.bytes(question.promptId()),
                            Codecs.POOL.encode(new PoolEntry(question, AnswerKind.YES_NO, "train"))));
        }
    }

    TopicNames names() {
        return names;
    }

    ScriptedActor actor(Function<Ticket, Outcome> plan) {
        return new ScriptedActor(kafka, names, plan);
    }

    /** @param more keys and values in turn */
    Learner learner(String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "learner.rollouts.per.version", Integer.toString(BATCH),
                "learner.ppo.minibatch", "2",
                "learner.lora.rank", "2",
                "learner.sampling.max.tokens", "8"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        LearnerSettings settings = LearnerSettings.from(Settings.of(LearnerSettings.KEYS, values));
        return new Learner(settings, kafka.clients(), names, foundation, folder, Clock.systemUTC());
    }

    List<LedgerRecord> ledger() {
        return new LedgerReader(kafka.clients(), names).records("run");
    }

    Books books() {
        return new BooksReader(kafka.clients(), names).read("run");
    }
}
