package dev.factstream.scorer.rescore;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.kafka.StartOffsets;
import dev.factstream.runtime.kafka.TopicScanner;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.Rollout;
import dev.factstream.schemas.rollout.ScoredRollout;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.Codecs;
import dev.factstream.schemas.wire.HeaderText;
import dev.factstream.schemas.wire.MalformedRecordException;
import dev.factstream.schemas.wire.RecordKeys;
import dev.factstream.scorer.reward.Candidate;
import dev.factstream.scorer.reward.RewardFunction;
import dev.factstream.scorer.scores.Score;
import dev.factstream.scorer.scores.ScoringModel;
import dev.factstream.scorer.service.RewardModelLoader;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rollouts and facts from the log, scores them and writes the scored rollouts to another topic. Not thread-safe. */
public final class Rescorer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rescorer.class);
    private static final int PROGRESS_EVERY = 1000;

    private final TopicNames names;
    private final String target;
    private final TopicScanner scan;
    private final ScorerSettings settings;
    private final ScoringModel scores;
    private final RewardFunction rewards;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Map<String, byte[]> facts = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Candidate> batch = new ArrayList<>();
    private final Map<String, RescoredRollout> scored = new HashMap<>();
    private int leftOut;

    /** Loads the reward model that the settings name; throws what {@link RewardModelLoader#open} throws. */
    public Rescorer(KafkaClients clients, TopicNames names, Settings all, String target) {
        this.names = names;
        this.target = target;
        settings = all.bind(ScorerSettings.class);
        scan = new TopicScanner(clients);
        scores = RewardModelLoader.open(settings, PictureFetcher.of(all));
        rewards = new RewardFunction(settings.profile(), scores.modelId());
        producer = new KafkaProducer<>(clients.producer("factstream-rescore"));
    }

    /**
     * Scores the rollouts that are in the log now.
     *
     * @param from only rollouts written at this time or later
     * @param run only rollouts of this run; all if empty
     * @param progress receives a progress line every {@value #PROGRESS_EVERY} rollouts
     */
    public ScoreComparison run(Instant from, Optional<String> run, PrintWriter progress) {
        scan.read(names.facts(), record -> {
            if (record.key() != null) {
                facts.put(RecordKeys.text(record.key()), record.value());
            }
        });
        scan.read(names.rollouts(), StartOffsets.since(from), record -> {
            if (record.timestamp() >= from.toEpochMilli()) {
                rescore(record, run, progress);
            }
        });
        flush(progress);
        producer.flush();
        if (failure.get() != null) {
            throw new UserFacingException(
                    ExitCode.UNAVAILABLE,
                    "a score could not be written: " + failure.get().getMessage(),
                    failure.get());
        }
        Map<String, ScoredRollout> before = oldScores();
        return ScoreComparison.of(scored.values(), before, scores.modelId(), leftOut);
    }

    private void rescore(ConsumerRecord<byte[], byte[]> record, Optional<String> run, PrintWriter progress) {
        try {
            Rollout rollout = Codecs.ROLLOUTS.decode(record.value());
            boolean wanted = run.map(rollout.runId()::equals).orElse(true);
            if (!wanted || !seen.add(rollout.rolloutId())) {
                return; // of rollouts with the same id the first counts, as in the scorer
            }
            byte[] known = facts.get(rollout.question().promptId());
            if (known == null) {
                leftOut++;
                return;
            }
            Facts about = Codecs.FACTS.decode(known);
            batch.add(rewards.candidate(rollout, about));
        } catch (MalformedRecordException e) {
            leftOut++;
        }
        if (batch.size() == settings.batchSize()) {
            flush(progress);
        }
    }

    private void flush(PrintWriter progress) {
        if (batch.isEmpty()) {
            return;
        }
        List<Score> judged = scores.score(batch).join();
        for (int i = 0; i < batch.size(); i++) {
            Score score = judged.get(i);
            ScoredRollout result = rewards.score(batch.get(i), score.value(), System.currentTimeMillis());
            if (score.refusal().isPresent() || !Double.isFinite(result.reward().total())) {
                leftOut++;
            } else {
                send(result);
            }
        }
        batch.clear();
        if (scored.size() / PROGRESS_EVERY > (scored.size() - judged.size()) / PROGRESS_EVERY) {
            progress.println(scored.size() + " rollouts scored ...");
            progress.flush();
        }
    }

    private void send(ScoredRollout result) {
        Rollout rollout = result.rollout();
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                target, RecordKeys.bytes(rollout.question().promptId()), Codecs.SCORED.encode(result));
        HeaderText.put(message.headers(), HeaderText.TICKET_ID, rollout.ticketId());
        HeaderText.put(message.headers(), HeaderText.ROLLOUT_ID, rollout.rolloutId());
        HeaderText.put(message.headers(), HeaderText.RUN_ID, rollout.runId());
        producer.send(message, (metadata, exception) -> failure.compareAndSet(null, exception));
        scored.put(
                rollout.rolloutId(),
                new RescoredRollout(
                        rollout.rolloutId(),
                        rollout.question().promptId(),
                        rollout.question().text(),
                        rollout.text(),
                        result.reward()));
    }

    /** Returns the old scores of the rollouts that were rescored. */
    private Map<String, ScoredRollout> oldScores() {
        Map<String, ScoredRollout> before = new HashMap<>();
        scan.read(names.scoredRollouts(), record -> {
            try {
                ScoredRollout old = Codecs.SCORED.decode(record.value());
                if (scored.containsKey(old.rollout().rolloutId())) {
                    before.putIfAbsent(old.rollout().rolloutId(), old);
                }
            } catch (MalformedRecordException e) {
                LOG.warn(
                        "Left out an unreadable old score at partition {}, offset {}: {}",
                        record.partition(),
                        record.offset(),
                        e.getMessage());
            }
        });
        return before;
    }

    @Override
    public void close() {
        producer.close();
        scores.close();
    }
}
