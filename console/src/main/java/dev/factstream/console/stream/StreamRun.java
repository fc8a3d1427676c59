package dev.factstream.console.stream;

import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.cli.StopSignal;
import dev.factstream.console.dashboard.Dashboard;
import dev.factstream.console.management.ManagementPort;
import dev.factstream.console.role.ActorRole;
import dev.factstream.console.role.DriftRole;
import dev.factstream.console.role.LearnerRole;
import dev.factstream.console.role.ScorerRole;
import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.broker.TransactionMarkers;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.ledger.Books;
import dev.factstream.learner.ledger.BooksReader;
import dev.factstream.learner.ledger.LedgerReader;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.ledger.LedgerRecord;
import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/**
 * A stream in this process: broker, scorer, actors and learner, and who watches them; all of it in one folder, where a killed one goes on.
 * For one thread.
 */
public final class StreamRun implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    private final StreamPlan plan;
    private final StreamSettings settings;
    private final RunFolder folder;
    private final VisionLanguageModel model;
    private final StreamListener listener;
    private final PromptSupply supply;
    private final EmbeddedBroker broker;
    private Optional<Dashboard> dashboard = Optional.empty();

    private StreamRun(
            StreamPlan plan,
            StreamSettings settings,
            RunFolder folder,
            VisionLanguageModel model,
            StreamListener listener,
            PromptSupply supply,
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
     * What came of {@link #make}.
     *
     * @param version the newest
     * @param stopped whether the user wanted it to end
     */
    public record Made(int version, boolean stopped) {}

    /**
     * Looks at every setting and at what an earlier call decided; then begins to draw the questions, starts the broker, makes the topics,
     * and ends what a killed predecessor left open.
     *
     * @param model the policy's base, shared by actors and learner; stays the caller's
     * @throws dev.factstream.console.cli.ConsoleException if the folder holds a run that contradicts the plan
     * @throws dev.factstream.schemas.settings.SettingsException for settings that make no sense
     */
    public static StreamRun open(
            StreamPlan plan,
            SettingsOptions userSettings,
            RunFolder folder,
            VisionLanguageModel model,
            StreamListener listener)
            throws IOException, InterruptedException {
        StreamSettings settings = new StreamSettings(userSettings, plan, folder);
        RunIdentity.of(plan, settings.unconnected(), model).settle(folder.identity());
        PromptSupply supply = new PromptSupply(folder.pictureBook(), plan);
        try {
            if (!supply.ready()) {
                listener.drawing(plan.pictures());
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
            new DeadTransactions(admin, new TransactionMarkers(broker.bootstrapServers())).end();
            TopicTool.apply(admin, names(), TopicOverrides.none());
        }
        if (!supply.ready()) {
            supply.publish(new PromptPublisher(clients(), names()));
        }
    }

    /**
     * Makes versions until the last one or a wish to stop (Ctrl-C, SIGTERM), then drains all roles.
     *
     * @param target of the version at which the run stands, the last one to make
     * @throws dev.factstream.console.cli.ConsoleException if a role or the broker fails
     */
    public Made make(IntUnaryOperator target) throws InterruptedException {
        Optional<ManagementPort> management = ManagementPort.open(connected());
        try (StopSignal stop = StopSignal.install();
                RunningRoles roles = new RunningRoles(folder.log())) {
            roles.add(ScorerRole.start(connected()));
            List<ActorRole> actors = new ArrayList<>();
            for (int number = 1; number <= plan.actors(); number++) {
                actors.add(roles.add(ActorRole.start(settings.ofActor(broker.bootstrapServers(), number), model)));
            }
            actors.forEach(actor -> actor.address().ifPresent(listener::conversations));
            LearnerRole learner = roles.add(learner());
            int first = learner.firstVersion();
            int last = target.applyAsInt(first);
            listener.begins(first, last);
            VersionClock clock = new VersionClock(actors, last);
            learner.work(last, report -> listener.made(clock.tick(report)));
            if (plan.watched()) {
                roles.addWatcher(DriftRole.start(connected())); // now that there is something to see; it sees all of it
            }
            management.ifPresent(port -> port.manage(roles.all()));
            while (!learner.finished() && !stop.await(LOOK_MILLIS)) {
                roles.requireHealthy();
            }
            roles.requireHealthy();
            management.ifPresent(ManagementPort::drain);
            listener.ending(stop.isRaised());
            roles.close();
            roles.late().forEach(listener::late);
            actors.forEach(actor -> actor.summary().ifPresent(summary -> listener.ended(actor.name(), summary)));
            return new Made(learner.version(), stop.isRaised());
        } finally {
            management.ifPresent(ManagementPort::close);
        }
    }

    /** What it stands on takes as long to load as the questions to be published: both are done at once. */
    private LearnerRole learner() {
        Foundation foundation = LearnerSettings.foundation(connected(), model);
        try {
            int questions = supply.await();
            if (questions > 0) {
                listener.published(questions);
            }
        } catch (RuntimeException e) {
            foundation.close();
            throw e;
        }
        return LearnerRole.open(connected(), foundation);
    }

    /** Where every ticket of the run has gone, counted from the topics. */
    public Books books() {
        return new BooksReader(clients(), names()).read(plan.name());
    }

    /** What the run recorded of each version, oldest first. */
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

    /** Closes the page and stops the broker. */
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
