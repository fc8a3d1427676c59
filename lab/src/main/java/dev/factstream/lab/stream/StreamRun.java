package dev.factstream.lab.stream;

import dev.factstream.actor.service.ActorRole;
import dev.factstream.dashboard.Dashboard;
import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.drift.stream.DriftRole;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.broker.TransactionMarkerWriter;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ledger.TicketBalance;
import dev.factstream.learner.ledger.TicketBalanceReader;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.service.LearnerRole;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.management.ManagementPort;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.process.StopSignal;
import dev.factstream.runtime.settings.CommonSettings;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsSource;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.topics.TopicNames;
import dev.factstream.scorer.service.ScorerRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/**
 * An in-process stream: broker, scorer, actors, learner, drift application and dashboard. All its data is in one folder, from
 * which a killed run resumes. For one thread.
 */
public final class StreamRun implements AutoCloseable {
    private static final long POLL_MILLIS = 200;

    private final StreamPlan plan;
    private final StreamSettings settings;
    private final RunFolder folder;
    private final VisionLanguageModel model;
    private final StreamListener listener;
    private final TrainingPrompts supply;
    private final EmbeddedBroker broker;
    private Optional<Dashboard> dashboard = Optional.empty();

    private StreamRun(
            StreamPlan plan,
            StreamSettings settings,
            RunFolder folder,
            VisionLanguageModel model,
            StreamListener listener,
            TrainingPrompts supply,
            EmbeddedBroker broker) {
        this.plan = plan;
        this.settings = settings;
        this.folder = folder;
        this.model = model;
        this.listener = listener;
        this.supply = supply;
        this.broker = broker;
    }

    /**
     * The result of {@link #make}.
     *
     * @param version the newest version
     * @param stopped whether the user requested the stop
     */
    public record Result(int version, boolean stopped) {}

    /**
     * Validates all settings and the identity of an existing run; then starts drawing the prompts, starts the broker, creates the
     * topics, and ends the transactions that a killed predecessor left open.
     *
     * @param model the policy's base, shared by actors and learner; owned by the caller
     * @throws dev.factstream.runtime.failure.UserFacingException if the folder holds a run that contradicts the plan
     * @throws dev.factstream.runtime.settings.SettingsException for invalid settings
     */
    public static StreamRun open(
            StreamPlan plan,
            SettingsSource userSettings,
            RunFolder folder,
            VisionLanguageModel model,
            StreamListener listener)
            throws IOException, InterruptedException {
        StreamSettings settings = new StreamSettings(userSettings, plan, folder);
        RunIdentity.of(plan, settings.unconnected(), model).writeOrVerify(folder.identity());
        TrainingPrompts supply = new TrainingPrompts(folder.pictureBook(), plan);
        try {
            if (!supply.isPublished()) {
                listener.drawingPictures(plan.pictures());
                supply.draw();
            }
            EmbeddedBroker broker = EmbeddedBroker.start(folder.broker(), plan.port());
            return prepared(new StreamRun(plan, settings, folder, model, listener, supply, broker));
        } catch (IOException | InterruptedException | RuntimeException e) {
            supply.close();
            throw e;
        }
    }

    private static StreamRun prepared(StreamRun run) throws IOException, InterruptedException {
        try {
            run.prepare();
            return run;
        } catch (IOException | InterruptedException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private void prepare() throws IOException, InterruptedException {
        listener.brokerStarted(broker.bootstrapServers());
        if (plan.dashboard().isPresent()) {
            dashboard = Optional.of(Dashboard.open(connected(), true));
            listener.dashboardOpened(dashboard.get().url());
        }
        try (Admin admin = Admin.create(clients().admin("factstream-console"))) {
            new TransactionRecovery(admin, new TransactionMarkerWriter(broker.bootstrapServers())).end();
            TopicTool.apply(admin, names(), TopicOverrides.none());
        }
        if (!supply.isPublished()) {
            supply.publish(new PromptPublisher(clients(), names()));
        }
    }

    /**
     * Makes versions until the last one or a stop request (Ctrl-C, SIGTERM), then drains all roles.
     *
     * @param target returns the last version to make, given the current version of the run
     * @throws dev.factstream.runtime.failure.UserFacingException if a role or the broker fails
     */
    public Result make(IntUnaryOperator target) throws InterruptedException {
        Optional<ManagementPort> management = ManagementPort.open(connected());
        try (StopSignal stop = StopSignal.install();
                RunningRoles roles = new RunningRoles(folder.log())) {
            roles.add(ScorerRole.start(connected()));
            List<ActorRole> actors = new ArrayList<>();
            for (int number = 1; number <= plan.actors(); number++) {
                actors.add(roles.add(ActorRole.start(settings.ofActor(broker.bootstrapServers(), number), model)));
            }
            actors.forEach(actor -> actor.address().ifPresent(listener::chatOpened));
            LearnerRole learner = roles.add(learner());
            int first = learner.firstVersion();
            int last = target.applyAsInt(first);
            listener.started(first, last);
            VersionTimer clock = new VersionTimer(actors, last);
            learner.work(last, report -> listener.versionMade(clock.tick(report)));
            if (plan.detectsDrift()) {
                roles.addWatcher(DriftRole.start(
                        connected())); // last, to speed up the start; it reads its input from the beginning
            }
            management.ifPresent(port -> port.manage(roles.all()));
            while (!learner.finished() && !stop.await(POLL_MILLIS)) {
                roles.requireHealthy();
            }
            roles.requireHealthy();
            management.ifPresent(ManagementPort::markStopping);
            listener.stopping(stop.isRaised());
            roles.close();
            roles.timedOut().forEach(listener::roleTimedOut);
            actors.forEach(actor -> actor.summary().ifPresent(summary -> listener.roleStopped(actor.name(), summary)));
            return new Result(learner.version(), stop.isRaised());
        } finally {
            management.ifPresent(ManagementPort::close);
        }
    }

    /** Loads the learner's models while the prompts are being published, because both take about as long. */
    private LearnerRole learner() {
        FrozenModels foundation = connected().bind(LearnerFolders.class).load(model, PictureFetcher.of(connected()));
        try {
            int questions = supply.await();
            if (questions > 0) {
                listener.promptsPublished(questions);
            }
        } catch (RuntimeException e) {
            foundation.close();
            throw e;
        }
        return LearnerRole.open(connected(), foundation);
    }

    /** Returns the ticket balance of the run, counted from the topics. */
    public TicketBalance books() {
        return new TicketBalanceReader(clients(), names()).read(plan.name());
    }

    /** Returns the ledger records of the run, oldest first. */
    public List<LedgerRecord> ledger() {
        return new LedgerReader(clients(), names()).records(plan.name());
    }

    private Settings connected() {
        return settings.of(broker.bootstrapServers());
    }

    private KafkaClients clients() {
        return new KafkaClients(connected());
    }

    private TopicNames names() {
        return CommonSettings.topicNames(connected());
    }

    /** Closes the dashboard and stops the broker. */
    @Override
    public void close() throws InterruptedException {
        try {
            supply.close();
        } finally {
            dashboard.ifPresent(Dashboard::close);
            broker.close();
        }
    }
}
