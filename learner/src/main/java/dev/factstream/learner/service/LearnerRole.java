package dev.factstream.learner.service;

import dev.factstream.learner.Learner;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.VersionReport;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.access.AccessRight;
import dev.factstream.runtime.access.RoleAccess;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.management.Meters;
import dev.factstream.runtime.management.Role;
import dev.factstream.runtime.management.StallCheck;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.schemas.wire.NewerSchemaException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the learner as a role, on its own thread. */
public final class LearnerRole implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(LearnerRole.class);

    private final FrozenModels models;
    private final Learner learner;
    private final List<AccessRight> access;
    private final int first;
    private final LearnerMetrics meters = new LearnerMetrics();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String upgrade;
    private volatile Thread thread;

    private LearnerRole(FrozenModels models, Learner learner, List<AccessRight> access) {
        this.models = models;
        this.learner = learner;
        this.access = access;
        first = learner.version();
    }

    /**
     * As {@link #open(Settings, FrozenModels)}. The caller keeps ownership of the model; the other models named in the settings are
     * loaded here.
     */
    public static LearnerRole open(Settings settings, VisionLanguageModel model) {
        return open(settings, settings.bind(LearnerFolders.class).load(model, PictureFetcher.of(settings)));
    }

    /**
     * Resumes the run or starts a new one; training starts with {@link #work}.
     *
     * @param models always closed here
     * @throws UserFacingException if there are no prompts
     */
    public static LearnerRole open(Settings settings, FrozenModels models) {
        try {
            LearnerSettings own = LearnerSettings.from(settings);
            TopicNames names = CommonSettings.topicNames(settings);
            return new LearnerRole(
                    models,
                    new Learner(
                            own,
                            new KafkaClients(settings),
                            names,
                            models,
                            settings.bind(LearnerFolders.class).dir(),
                            Clock.systemUTC()),
                    RoleAccess.learner(names, own.runId()));
        } catch (IllegalArgumentException e) {
            models.close();
            throw new UserFacingException(ExitCode.NO_INPUT, e.getMessage(), e);
        } catch (RuntimeException e) {
            models.close();
            throw e;
        }
    }

    /** The newest version of the run when this process resumed it. */
    public int firstVersion() {
        return first;
    }

    /**
     * Starts making versions; call it once.
     *
     * @param version the last version to make
     * @param listener called with each version on the learner's thread
     */
    public void work(int version, Consumer<VersionReport> listener) {
        thread = new Thread(() -> run(version, ((Consumer<VersionReport>) meters::made).andThen(listener)), "learner");
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            LOG.info(
                    "The learner failed",
                    cause); // the trace goes to the log file; the command reports the failure to the user
            failure.set(cause);
        });
        thread.start();
    }

    private void run(int version, Consumer<VersionReport> listener) {
        try {
            learner.run(version, listener);
        } catch (NewerSchemaException e) {
            LOG.error("The learner takes no more records: {}", e.getMessage());
            upgrade = e.getMessage();
            try {
                closing.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The newest version. */
    public int version() {
        return learner.version();
    }

    /** Returns whether the learner has stopped, after the last version or before it. */
    public boolean finished() {
        return !thread.isAlive();
    }

    @Override
    public String name() {
        return "learner";
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public Optional<String> unready() {
        if (thread == null) {
            return Optional.of("has not started");
        }
        if (finished()) {
            return Optional.of("has stopped");
        }
        return Optional.ofNullable(upgrade).or(() -> learner.pausedBy().map(alarm -> "paused by " + alarm));
    }

    @Override
    public List<AccessRight> access() {
        return access;
    }

    @Override
    public Optional<String> stuck(Duration patience) {
        return upgrade != null ? Optional.empty() : StallCheck.describe("completed step", learner.silence(), patience);
    }

    @Override
    public void registerMetrics(Meters to) {
        meters.register(to);
        to.gauge(
                "learner.paused",
                "flag",
                "1 while an unacknowledged alarm on reward-drift keeps the learner from making versions.",
                () -> learner.pausedBy().isPresent() ? 1 : 0);
    }

    @Override
    public boolean close(Duration timeout) {
        closing.countDown();
        boolean closed = learner.close(timeout);
        if (closed) {
            models.close();
        }
        return closed;
    }
}
