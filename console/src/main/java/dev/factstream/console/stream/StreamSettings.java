package dev.factstream.console.stream;

import static java.util.stream.Collectors.toMap;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.actor.settings.ChatSettings;
import dev.factstream.console.cli.LogFormat;
import dev.factstream.console.cli.SettingsOptions;
import dev.factstream.console.dashboard.DashboardSettings;
import dev.factstream.console.management.ManagementSettings;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.model.network.Precision;
import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.scorer.drift.DriftSettings;
import dev.factstream.scorer.settings.ScorerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings of all roles of a stream: what it decides itself, under what the user sets, under what its plan pins. */
public final class StreamSettings {
    /** What only watches, and changes nothing of what comes out. */
    private static final Pattern WATCHING = Pattern.compile("(management|logging|dashboard|drift|actor\\.http)\\..*");

    private static final List<Setting<?>> KEYS = new ArrayList<>();

    static {
        KEYS.addAll(ActorSettings.KEYS);
        KEYS.addAll(ScorerSettings.KEYS);
        KEYS.addAll(LearnerSettings.KEYS);
        KEYS.addAll(DriftSettings.KEYS);
        KEYS.addAll(DashboardSettings.KEYS);
        KEYS.addAll(ManagementSettings.KEYS);
        KEYS.addAll(LogFormat.KEYS);
    }

    private final SettingsOptions user;
    private final List<String> decided;
    private final List<String> pinned;

    StreamSettings(SettingsOptions user, StreamPlan plan, RunFolder folder) {
        this.user = user;
        pinned = plan.pinned();
        decided = new ArrayList<>(List.of(
                set(ActorSettings.MODEL, plan.policy()),
                set(ScorerSettings.STATE_DIR, folder.scorerState()),
                set(ScorerSettings.INSTANCE_ID, plan.name()), // a killed scorer is replaced at once
                set(DriftSettings.STATE_DIR, folder.driftState()),
                set(DriftSettings.INSTANCE_ID, plan.name()),
                set(LearnerSettings.MODEL, plan.policy()),
                set(LearnerSettings.DIR, folder.root()),
                set(LearnerSettings.RUN_ID, plan.name()),
                set(LearnerSettings.SEED, plan.seed())));
        plan.dashboard().ifPresent(port -> decided.add(set(DashboardSettings.PORT, port)));
        plan.rewardModel().ifPresent(model -> {
            decided.add(set(ScorerSettings.REWARD_MODEL, model));
            decided.add(set(LearnerSettings.CRITIC_MODEL, model));
        });
    }

    /**
     * What holds for every stream, whatever its plan decides: all settings by key, secrets masked, but for those of what only
     * watches.
     */
    public static Map<String, String> effective(SettingsOptions user) {
        return user.load(KEYS)
                .describe()
                .lines()
                .filter(line -> !line.startsWith("#") && !WATCHING.matcher(line).matches())
                .map(line -> line.split(" = ", 2))
                .collect(toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** In what the actors of a stream multiply. */
    public static Precision precision(SettingsOptions user) {
        return user.load(KEYS).get(ActorSettings.MODEL_DTYPE);
    }

    /** The keys of all roles, for commands that are given the configuration of any. */
    public static List<Setting<?>> keys() {
        return List.copyOf(KEYS);
    }

    /** Settings without a cluster, to see whether they make sense before anything is started. */
    Settings unconnected() {
        return user.load(KEYS, decided, pinned);
    }

    /** The settings of the learner and the scorer. */
    Settings of(String bootstrapServers) {
        return with(bootstrapServers, List.of(), List.of());
    }

    /** The settings of one actor, counted from 1; people talk to the first. */
    Settings ofActor(String bootstrapServers, int number) {
        List<String> own = List.of(set(ActorSettings.ID, "actor-" + number));
        return with(bootstrapServers, own, number == 1 ? List.of() : List.of(set(ChatSettings.PORT, 0)));
    }

    private Settings with(String bootstrapServers, List<String> more, List<String> fixed) {
        List<String> all = new ArrayList<>(decided);
        all.addAll(more);
        all.add("kafka.bootstrap.servers=" + bootstrapServers);
        List<String> last = new ArrayList<>(pinned);
        last.addAll(fixed);
        return user.load(KEYS, all, last);
    }

    private static String set(Setting<?> setting, Object value) {
        return setting.key() + "=" + value;
    }
}
