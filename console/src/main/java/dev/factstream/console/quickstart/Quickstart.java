package dev.factstream.console.quickstart;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.console.books.BooksCommand;
import dev.factstream.console.cli.RunLog;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.cli.StopSignal;
import dev.factstream.console.data.WorldFile;
import dev.factstream.console.eval.HeldOutComparison;
import dev.factstream.console.eval.PolicyFolder;
import dev.factstream.console.role.ActorRole;
import dev.factstream.console.role.LearnerRole;
import dev.factstream.console.role.ScorerRole;
import dev.factstream.data.picturebook.World;
import dev.factstream.data.publish.PromptPublisher;
import dev.factstream.evaluation.heldout.HeldOutQuestions;
import dev.factstream.infra.broker.EmbeddedBroker;
import dev.factstream.infra.topics.TopicOverrides;
import dev.factstream.infra.topics.TopicTool;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.learner.ledger.BooksReader;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.settings.CommonSettings;
import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.scorer.settings.ScorerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** The whole stream in this process: broker, scorer, actors, learner; then the held-out questions and the books. */
final class Quickstart {
    private static final long LOOK_MILLIS = 200;

    /** The same questions whatever the run's seed, so that runs can be compared. */
    private static final long HELD_OUT_SEED = 1;

    private final QuickstartOptions options;
    private final SettingsOptions userSettings;
    private final PrintWriter out;
    private final PrintWriter err;

    Quickstart(QuickstartOptions options, SettingsOptions userSettings, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.userSettings = userSettings;
        this.out = out;
        this.err = err;
    }

    /** Runs until the last version or a wish to stop; returns the exit code. */
    int run() throws IOException, InterruptedException {
        try (RunFolder folder = RunFolder.open(options.dir());
                RunLog log = RunLog.open(folder.log());
                VisionLanguageModel model = PolicyFolder.load(options.policy())) {
            World world = WorldFile.read(options.policy());
            QuickstartSettings settings = new QuickstartSettings(userSettings, options, folder);
            settleIdentity(folder, settings.unconnected(), model);
            try (EmbeddedBroker broker = EmbeddedBroker.start(folder.broker(), options.port())) {
                say("broker at %s, data and log in %s", broker.bootstrapServers(), options.dir());
                prepare(settings.of(broker.bootstrapServers()), folder, world);
                int version = stream(settings, broker.bootstrapServers(), folder, model);
                compare(folder, model, world, version);
                return books(settings.of(broker.bootstrapServers()));
            }
        }
    }

    /** Looks at every setting before anything is started, and at what an earlier call decided. */
    private void settleIdentity(RunFolder folder, Settings settings, VisionLanguageModel model) throws IOException {
        ActorSettings.from(settings);
        ScorerSettings.from(settings);
        LearnerSettings learner = LearnerSettings.from(settings);
        new RunIdentity(learner.seed(), model.baseHash(), learner.admission().rolloutsPerVersion())
                .settle(folder.identity());
    }

    private void prepare(Settings settings, RunFolder folder, World world) throws IOException, InterruptedException {
        KafkaClients clients = new KafkaClients(settings);
        try (Admin admin = Admin.create(clients.admin("factstream-console"))) {
            new DeadTransactions(admin).end();
            TopicTool.apply(admin, CommonSettings.topicNames(settings), TopicOverrides.none());
        }
        PromptSupply supply = new PromptSupply(
                folder.pictureBook(), new PromptPublisher(clients, CommonSettings.topicNames(settings)));
        if (!supply.ready()) {
            say("drawing %d pictures and publishing their questions ...", options.pictures());
            say("%d prompts with facts published", supply.fill(world, options.pictures(), options.seed()));
        }
    }

    /** Streams until the target or a wish to stop; returns the version reached. */
    private int stream(
            QuickstartSettings settings, String bootstrapServers, RunFolder folder, VisionLanguageModel model)
            throws InterruptedException {
        try (StopSignal stop = StopSignal.install();
                RunningRoles roles = new RunningRoles(folder.log())) {
            roles.add(ScorerRole.start(settings.of(bootstrapServers)));
            List<ActorRole> actors = new ArrayList<>();
            for (int number = 1; number <= options.actors(); number++) {
                actors.add(roles.add(ActorRole.start(settings.ofActor(bootstrapServers, number), model)));
            }
            LearnerRole learner = roles.add(LearnerRole.open(settings.of(bootstrapServers), model));
            int first = learner.firstVersion();
            int target = first + options.steps();
            say(
                    first == 0 ? "a new run: %2$d versions to make" : "the run goes on from version %d to %d",
                    first,
                    target);
            learner.work(target, new ProgressReport(out, actors, first, target)::print);
            while (!learner.finished() && !stop.await(LOOK_MILLIS)) {
                roles.requireHealthy();
            }
            roles.requireHealthy();
            say(stop.isRaised() ? "stopping; once more Ctrl-C leaves at once" : "finishing ...");
            roles.close();
            roles.late().forEach(name -> err.println("factstream: " + name + " did not finish in time"));
            return learner.version();
        }
    }

    private void compare(RunFolder folder, VisionLanguageModel model, World world, int version) {
        if (options.questions() == 0 || version == 0) {
            return;
        }
        HeldOutComparison rates = HeldOutComparison.measure(
                model,
                Optional.of(folder.adapter(version)),
                HeldOutQuestions.ofPictureBook(world, options.questions(), HELD_OUT_SEED));
        say(
                "held-out, %d questions, greedy: correct %s -> %s; with shuffled pictures %s -> %s",
                rates.before().correct().questions(),
                rates.before().correct(),
                rates.after().correct(),
                rates.before().shuffled(),
                rates.after().shuffled());
    }

    private int books(Settings settings) {
        BooksReader reader = new BooksReader(new KafkaClients(settings), CommonSettings.topicNames(settings));
        return BooksCommand.print(reader.read(LearnerSettings.from(settings).runId()), out, err);
    }

    private void say(String format, Object... values) {
        out.println(String.format(format, values));
        out.flush();
    }
}
