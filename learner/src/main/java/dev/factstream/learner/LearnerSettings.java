package dev.factstream.learner;

import dev.factstream.learner.alarm.AlarmAction;
import dev.factstream.learner.checkpoint.CheckpointRetention;
import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.dispatch.AdmissionSettings;
import dev.factstream.learner.dispatch.CanaryPlan;
import dev.factstream.learner.guard.GuardOptions;
import dev.factstream.learner.pool.LivePool;
import dev.factstream.learner.pool.PromptSettings;
import dev.factstream.learner.pool.QuestionRounds;
import dev.factstream.learner.ppo.LoraOptions;
import dev.factstream.learner.ppo.PpoOptions;
import dev.factstream.learner.ppo.PpoProfile;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.runtime.kafka.KafkaClients;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.SettingTexts;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsCatalogue;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.ticket.Sampling;
import dev.factstream.schemas.topics.TopicNames;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of a learner.
 *
 * @param folders models and data
 * @param runId name of the run: its tickets, its ledger, its policy versions
 * @param policyId policy whose adapters are published
 * @param seed seed of everything random in the run
 * @param prompts which questions are asked
 * @param profile defaults of the algorithm's constants
 * @param staleness bound of staleness, and rollouts per version
 * @param ppo constants of the algorithm
 * @param newAdapters shape of a new run's adapters
 * @param maxTokens maximum tokens of an answer
 * @param ticketTimeout time after which an unanswered ticket is dropped and its question issued again
 * @param checkpoints which checkpoints are kept on the disk
 * @param guards limits that raise an alarm or stop the learner
 * @param canaries how often canary questions are asked, and how many
 * @param onAlarm reaction to alarms of the drift application
 * @param texts all settings by key, as the ledger stores them, so that a version can be replayed
 */
public record LearnerSettings(
        LearnerFolders folders,

        @Setting(
                key = RUN_ID,
                defaultValue = "run",
                notBlank = true,
                doc = "Name of the run; a learner with the name of an earlier run resumes it.")
        String runId,

        @Setting(
                key = "learner.policy.id",
                defaultValue = "policy",
                notBlank = true,
                doc = "Name of the policy whose adapters are published.")
        String policyId,

        @Setting(key = SEED, defaultValue = "1", doc = "Seed of everything random in the run.")
        long seed,

        PromptSettings prompts,

        @Setting(
                key = "learner.profile",
                defaultValue = "default",
                doc = "Defaults of keys that are not set; paper gives LLaVA-RLHF's constants and all its quirks.")
        PpoProfile profile,

        AdmissionSettings staleness,
        PpoOptions ppo,
        LoraOptions newAdapters,

        @Setting(
                key = MAX_TOKENS,
                defaultValue = "48",
                min = 1,
                doc = "Maximum tokens of an answer, including the end token.")
        int maxTokens,

        @Setting(
                key = "learner.ticket.timeout.seconds",
                defaultValue = "600",
                above = 0,
                unit = ChronoUnit.SECONDS,
                doc = "Seconds after which an unanswered ticket is dropped and its question issued again.")
        Duration ticketTimeout,

        CheckpointRetention checkpoints,
        GuardOptions guards,
        CanaryPlan canaries,

        @Setting(
                key = ON_ALARM,
                defaultValue = "ignore",
                doc =
                        "Reaction to alarms on reward-drift: ignore, pause until acknowledged, or roll back to a version before"
                                + " them.")
        AlarmAction onAlarm,

        SettingTexts texts) {
    public static final String RUN_ID = "learner.run.id";
    public static final String SEED = "learner.seed";
    public static final String ON_ALARM = "learner.on.alarm";
    static final String MAX_TOKENS = "learner.sampling.max.tokens";

    /**
     * Reads the settings of a learner.
     *
     * @throws SettingsException if values are invalid, alone or in combination
     */
    public static LearnerSettings from(Settings given) {
        return effective(given).bind(LearnerSettings.class);
    }

    /** Returns {@code given} with the constants of its profile for keys that it does not set. */
    public static Settings effective(Settings given) {
        LearnerSettings own = given.bind(LearnerSettings.class);
        return given.withDefaults(own.profile.defaults(own.staleness.rolloutsPerVersion()));
    }

    /** The bound of staleness, and the rollouts per version. */
    public AdmissionControl admission() {
        return staleness.control();
    }

    /** The shape of a new run's adapters. */
    public LoraSettings lora() {
        return newAdapters.shape();
    }

    /** How answers are sampled; each ticket gets its own seed. */
    public Sampling sampling() {
        return new Sampling(ppo.temperature(), 1, 0, maxTokens, 0);
    }

    /**
     * Reads the prompt pool, which the caller closes.
     *
     * @throws IllegalArgumentException if it has nothing to ask
     */
    QuestionRounds openPool(KafkaClients clients, TopicNames names) {
        QuestionRounds rounds =
                prompts.rounds(LivePool.open(clients, names, prompts.split()), seed, staleness.rolloutsPerVersion());
        try {
            rounds.requireQuestions();
            return rounds;
        } catch (IllegalArgumentException e) {
            rounds.close();
            throw e;
        }
    }

    /** A hash of all settings and of the frozen models, for the ledger. Folders are left out. */
    public String hash(List<String> modelHashes) {
        return hash(texts.byKey(), modelHashes);
    }

    /** The same hash for settings as the ledger stores them, whichever keys the build that wrote it had. */
    static String hash(Map<String, String> texts, List<String> modelHashes) {
        SortedMap<String, String> hashed = new TreeMap<>(texts);
        hashed.keySet().removeAll(SettingsCatalogue.keysOf(LearnerFolders.class));
        return Sha256.hex(List.of(hashed.toString(), String.join(" ", modelHashes)));
    }
}
