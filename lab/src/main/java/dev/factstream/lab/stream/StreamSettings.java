package dev.factstream.lab.stream;

import static java.util.stream.Collectors.toMap;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.actor.settings.ChatSettings;
import dev.factstream.dashboard.DashboardSettings;
import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.model.network.Precision;
import dev.factstream.runtime.logging.LogFormat;
import dev.factstream.runtime.management.ManagementSettings;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsSource;
import dev.factstream.scorer.settings.ScorerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings of all roles of a stream, in increasing precedence: chosen by the stream, set by the user, pinned by the plan. */
public final class StreamSettings {
    /** Settings of components that only observe and do not affect the results. */
    private static final Pattern OBSERVERS = Pattern.compile("(management|logging|dashboard|drift|actor\\.http)\\..*");

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

    private final SettingsSource user;
    private final List<String> decided;
    private final List<String> pinned;

    StreamSettings(SettingsSource user, StreamPlan plan, RunFolder folder) {
        this.user = user;
        pinned = plan.pinned();
        decided = new ArrayList<>(List.of(
                set(ActorSettings.MODEL, plan.policy()),
                set(ScorerSettings.STATE_DIR, folder.scorerState()),
                set(ScorerSettings.INSTANCE_ID, plan.name()), // lets a restarted scorer replace a killed one at once
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

    /** Returns the effective settings by key, independent of any plan, with secrets masked and without those of observers. */
    public static Map<String, String> effective(SettingsSource user) {
        return user.load(KEYS)
                .describe()
                .lines()
                .filter(line ->
                        !line.startsWith("#") && !OBSERVERS.matcher(line).matches())
                .map(line -> line.split(" = ", 2))
                .collect(toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Returns the numeric precision of the actors. */
    public static Precision precision(SettingsSource user) {
        return user.load(KEYS).get(ActorSettings.MODEL_DTYPE);
    }

    /** The setting keys of all roles, for commands that accept the configuration of any role. */
    public static List<Setting<?>> keys() {
        return List.copyOf(KEYS);
    }

    /** Returns the settings without a cluster, for validation before anything is started. */
    Settings unconnected() {
        return user.load(KEYS, decided, pinned);
    }

    /** Returns the settings of all roles except actors. */
    Settings of(String bootstrapServers) {
        return with(bootstrapServers, List.of(), List.of());
    }

    /** Returns the settings of one actor, counted from 1; only the first has a chat endpoint. */
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
