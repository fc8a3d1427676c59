package dev.factstream.lab.stream;

import static dev.factstream.runtime.settings.SettingsSource.pair;

import dev.factstream.actor.settings.ActorSettings;
import dev.factstream.actor.settings.ChatSettings;
import dev.factstream.dashboard.DashboardSettings;
import dev.factstream.drift.settings.DriftSettings;
import dev.factstream.learner.LearnerFolders;
import dev.factstream.learner.LearnerSettings;
import dev.factstream.model.network.Precision;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsSource;
import dev.factstream.scorer.settings.ScorerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settings of all roles of a stream, in increasing precedence: chosen by the stream, set by the user, pinned by the plan. */
public final class StreamSettings {
    /**
     * Settings that do not affect the results: those of components that only observe, and folders of state. The policy is the plan's,
     * whichever folder these settings name.
     */
    private static final Pattern WITHOUT_EFFECT = Pattern.compile(
            "(management|logging|dashboard|drift|http|actor\\.http)\\..*|(actor|learner)\\.model|learner\\.dir|scorer\\.state\\.dir");

    private final SettingsSource user;
    private final List<String> decided;
    private final List<String> pinned;

    StreamSettings(SettingsSource user, StreamPlan plan, RunFolder folder) {
        this.user = user;
        pinned = plan.pinned();
        decided = new ArrayList<>(List.of(
                pair(ActorSettings.MODEL, plan.policy()),
                pair(ScorerSettings.STATE_DIR, folder.scorerState()),
                pair(ScorerSettings.INSTANCE_ID, plan.name()), // lets a restarted scorer replace a killed one at once
                pair(DriftSettings.STATE_DIR, folder.driftState()),
                pair(DriftSettings.INSTANCE_ID, plan.name()),
                pair(LearnerFolders.MODEL, plan.policy()),
                pair(LearnerFolders.DIR, folder.root()),
                pair(LearnerSettings.RUN_ID, plan.name()),
                pair(LearnerSettings.SEED, plan.seed())));
        plan.dashboard().ifPresent(port -> decided.add(pair(DashboardSettings.PORT, port)));
        plan.rewardModel().ifPresent(model -> {
            decided.add(pair(ScorerSettings.REWARD_MODEL, model));
            decided.add(pair(LearnerFolders.CRITIC_MODEL, model));
        });
    }

    /** Returns the effective settings that affect the results by key, independent of any plan and without secrets. */
    public static Map<String, String> effective(SettingsSource user) {
        SortedMap<String, String> texts =
                new TreeMap<>(user.load(RoleSettings.CATALOGUE).texts());
        texts.keySet().removeIf(key -> WITHOUT_EFFECT.matcher(key).matches());
        return texts;
    }

    /** Returns the numeric precision of the actors. */
    public static Precision precision(SettingsSource user) {
        return user.load(RoleSettings.CATALOGUE).bind(ActorSettings.class).precision();
    }

    /** Returns the settings without a cluster, for validation before anything is started. */
    Settings unconnected() {
        return user.load(RoleSettings.CATALOGUE, decided, pinned);
    }

    /** Returns the settings of all roles except actors. */
    Settings of(String bootstrapServers) {
        return with(bootstrapServers, List.of(), List.of());
    }

    /** Returns the settings of one actor, counted from 1; only the first has a chat endpoint. */
    Settings ofActor(String bootstrapServers, int number) {
        List<String> own = List.of(pair(ActorSettings.ID, "actor-" + number));
        return with(bootstrapServers, own, number == 1 ? List.of() : List.of(pair(ChatSettings.PORT, 0)));
    }

    private Settings with(String bootstrapServers, List<String> more, List<String> fixed) {
        List<String> all = new ArrayList<>(decided);
        all.addAll(more);
        all.add("kafka.bootstrap.servers=" + bootstrapServers);
        List<String> last = new ArrayList<>(pinned);
        last.addAll(fixed);
        return user.load(RoleSettings.CATALOGUE, all, last);
    }
}
