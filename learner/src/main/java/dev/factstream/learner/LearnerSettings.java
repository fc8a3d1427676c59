package dev.factstream.learner;

import static dev.factstream.runtime.settings.Setting.choice;
import static dev.factstream.runtime.settings.Setting.decimal;
import static dev.factstream.runtime.settings.Setting.flag;
import static dev.factstream.runtime.settings.Setting.integer;
import static dev.factstream.runtime.settings.Setting.longInteger;
import static dev.factstream.runtime.settings.Setting.path;
import static dev.factstream.runtime.settings.Setting.text;

import dev.factstream.learner.alarm.AlarmAction;
import dev.factstream.learner.checkpoint.CheckpointRetention;
import dev.factstream.learner.checkpoint.DiskFullAction;
import dev.factstream.learner.dispatch.AdmissionControl;
import dev.factstream.learner.dispatch.CanaryPlan;
import dev.factstream.learner.dispatch.PromptMix;
import dev.factstream.learner.guard.GuardOptions;
import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.ppo.PpoOptions;
import dev.factstream.learner.ppo.PpoProfile;
import dev.factstream.learner.ppo.PpoQuirk;
import dev.factstream.learner.ppo.StalenessCorrection;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.StoredActivations;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.settings.Setting;
import dev.factstream.runtime.settings.Settings;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.ticket.Sampling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of a learner.
 *
 * @param runId name of the run: its tickets, its ledger, its policy versions
 * @param policyId policy whose adapters are published
 * @param seed seed of everything random in the run
 * @param poolSplit split of the prompt pool that is trained on
 * @param mix shares of the kinds of questions
 * @param admission bound of staleness, and rollouts per version
 * @param ppo constants of the algorithm
 * @param lora shape of a new run's adapters
 * @param sampling how answers are sampled; each ticket gets its own seed
 * @param ticketTimeout time after which an unanswered ticket is dropped and its question issued again
 * @param checkpoints which checkpoints are kept on the disk
 * @param guards limits that raise an alarm or stop the learner
 * @param canaries how often canary questions are asked, and how many
 * @param onAlarm reaction to alarms of the drift application
 * @param texts all settings by key, as the ledger stores them, so that a version can be replayed
 */
public record LearnerSettings(
        String runId,
        String policyId,
        long seed,
        String poolSplit,
        PromptMix mix,
        AdmissionControl admission,
        PpoOptions ppo,
        LoraSettings lora,
        Sampling sampling,
        Duration ticketTimeout,
        CheckpointRetention checkpoints,
        GuardOptions guards,
        CanaryPlan canaries,
        AlarmAction onAlarm,
        SortedMap<String, String> texts) {

    public static final Setting<Path> MODEL =
            path("learner.model", Path.of("checkpoints/policy"), "Folder of the base model that is adapted.");
    public static final Setting<Path> DIR =
            path("learner.dir", Path.of("run"), "Folder for checkpoints and adapters of the run.");
    public static final Setting<String> RUN_ID =
            text("learner.run.id", "run", "Name of the run; a learner with the name of an earlier run resumes it.");
    public static final Setting<String> POLICY_ID =
            text("learner.policy.id", "policy", "Name of the policy whose adapters are published.");
    public static final Setting<Long> SEED = longInteger("learner.seed", 1, "Seed of everything random in the run.");
    public static final Setting<String> POOL_SPLIT =
            text("learner.pool.split", "train", "Split of the prompt pool that is trained on.");
    public static final Setting<String> PROMPT_MIX = text(
            "learner.prompt.mix",
            PromptMix.PAPER.toString(),
            "Shares of open, multiple-choice and yes/no questions, open:choice:yesno; kinds missing from the pool are skipped.");
    public static final Setting<String> CRITIC_MODEL = text(
            "learner.critic.model",
            "",
            "Folder of the reward model that initialises the critic, on that model's own base; empty for the policy's base.");
    public static final Setting<String> INIT_ADAPTER = text(
            "learner.init.adapter",
            "",
            "PEFT folder of a new run's initial policy, published as version 1 and used as its reference; empty for the base.");
    public static final Setting<PpoProfile> PROFILE = choice(
            "learner.profile",
            PpoProfile.DEFAULT,
            "Defaults of keys that are not set; paper gives LLaVA-RLHF's constants and all its quirks.");
    public static final Setting<String> QUIRKS =
            text("learner.quirks", "none", "Quirks of LLaVA-RLHF to reproduce, separated by commas, or all or none.");
    public static final Setting<Integer> ROLLOUTS =
            integer("learner.rollouts.per.version", 192, "Rollouts per policy version; constant within a run.");
    public static final Setting<Integer> ETA =
            integer("learner.staleness.eta", 1, "How many versions a rollout may be behind; 0 is synchronous PPO.");
    public static final Setting<Boolean> EXACT = flag(
            "learner.staleness.exact",
            false,
            "Whether to wait until every rollout is exactly learner.staleness.eta versions old; for experiments.");
    public static final Setting<Integer> EPOCHS =
            integer("learner.ppo.epochs", 2, "Passes over the rollouts of a version.");
    public static final Setting<Integer> MINIBATCH =
            integer("learner.ppo.minibatch", 48, "Rollouts per optimizer step.");
    public static final Setting<Integer> MICROBATCH = integer(
            "learner.ppo.microbatch",
            16,
            "Maximum rollouts in one forward and backward pass; affects memory and speed, not the result.");
    public static final Setting<StoredActivations> ACTIVATION_CHECKPOINTING = choice(
            "learner.ppo.kept",
            StoredActivations.EVERYTHING,
            "Activations kept for the backward pass: everything, or only the inputs of layers, which are then recomputed"
                    + " (gradient checkpointing); affects memory and speed, not the result.");
    public static final Setting<Double> POLICY_RATE =
            decimal("learner.policy.rate", 2e-4, "Learning rate of the policy's adapter.");
    public static final Setting<Double> CRITIC_RATE =
            decimal("learner.critic.rate", 1e-3, "Learning rate of the critic's adapter and head.");
    public static final Setting<Integer> CRITIC_WARMUP =
            integer("learner.critic.warmup", 0, "Number of first versions that train only the critic.");
    public static final Setting<Double> CLIP_LOW =
            decimal("learner.ppo.clip.low", 0.2, "Clip range of the policy ratio below 1.");
    public static final Setting<Double> CLIP_HIGH =
            decimal("learner.ppo.clip.high", 0.2, "Clip range of the policy ratio above 1.");
    public static final Setting<StalenessCorrection> CORRECTION = choice(
            "learner.ppo.correction",
            StalenessCorrection.DECOUPLED,
            "Correction for answers of older policies: decoupled PPO with importance weights, or none.");
    public static final Setting<Double> WEIGHT_CEILING =
            decimal("learner.ppo.weight.ceiling", 2, "Truncation of the importance weight of stale tokens.");
    public static final Setting<Double> VALUE_REACH = decimal(
            "learner.ppo.value.reach",
            0.2,
            "Clip range of a value's change within a version, as a share of the critic's error.");
    public static final Setting<Double> VALUE_WEIGHT =
            decimal("learner.ppo.value.weight", 1, "Factor of the critic's loss.");
    public static final Setting<Double> KL_WEIGHT = decimal(
            "learner.ppo.kl.weight",
            0.02,
            "Weight of the KL penalty per token, in reward per nat of divergence from the reference.");
    public static final Setting<Double> GAMMA = decimal("learner.ppo.gamma", 1, "Discount per token.");
    public static final Setting<Double> LAMBDA =
            decimal("learner.ppo.lambda", 0.95, "Trace decay (GAE lambda) of the advantages.");
    public static final Setting<Double> GRADIENT_NORM = decimal(
            "learner.gradient.norm",
            1,
            "Maximum gradient norm of each network; larger gradients are scaled down to it.");
    public static final Setting<Integer> LORA_RANK = integer("learner.lora.rank", 16, "Rank of new adapters.");
    public static final Setting<Double> LORA_ALPHA =
            decimal("learner.lora.alpha", 32, "Scale numerator of new adapters; the scale is alpha / rank.");
    public static final Setting<String> LORA_TARGETS = text(
            "learner.lora.targets",
            String.join(",", LoraSettings.ALL_TARGETS),
            "Linear layers that new adapters change, separated by commas.");
    public static final Setting<Double> TEMPERATURE =
            decimal("learner.sampling.temperature", 1, "Temperature of train tickets.");
    public static final Setting<Integer> MAX_TOKENS =
            integer("learner.sampling.max.tokens", 48, "Maximum tokens of an answer, including the end token.");
    public static final Setting<Long> TICKET_TIMEOUT = longInteger(
            "learner.ticket.timeout.seconds",
            600,
            "Seconds after which an unanswered ticket is dropped and its question issued again.");
    public static final Setting<Integer> CHECKPOINTS_KEPT =
            integer("learner.checkpoints.kept", 3, "Number of newest checkpoints that are kept on the disk.");
    public static final Setting<Integer> CHECKPOINTS_EVERY = integer(
            "learner.checkpoints.every",
            10,
            "Also keep the checkpoint of every version divisible by this number, as a starting point for replays; 0 for none.");
    public static final Setting<DiskFullAction> DISK_FULL = choice(
            "learner.disk.full",
            DiskFullAction.STOP,
            "Reaction to a disk without space for a checkpoint: stop the learner, or wait for space.");
    public static final Setting<Integer> REFUSALS = integer(
            "learner.refusals.most",
            3,
            "Consecutive batches with non-finite results that are refused before the learner stops.");
    public static final Setting<Integer> ALARM_ADAPTERS = integer(
            "learner.alarm.adapters",
            2,
            "Raise an alarm if no rollout of a batch comes from one of this many newest adapters; at least eta + 1.");
    public static final Setting<Double> ALARM_MISMATCH = decimal(
            "learner.alarm.mismatch",
            1e-3,
            "Raise an alarm if mean k3 of recorded against recomputed log-probabilities of one version is higher.");

    public static final Setting<Integer> CANARY_EVERY = integer(
            "learner.canary.every",
            0,
            "Versions between rounds of canaries, held-out questions that show how the policy changes; 0 for none.");
    public static final Setting<Integer> CANARY_SIZE = integer(
            "learner.canary.size",
            64,
            "Number of canary questions, chosen once per run and never trained on afterwards.");
    public static final Setting<AlarmAction> ON_ALARM = choice(
            "learner.on.alarm",
            AlarmAction.IGNORE,
            "Reaction to alarms on reward-drift: ignore, pause until acknowledged, or roll back to a version before them.");

    /** All settings of the learner. */
    public static final List<Setting<?>> KEYS = List.of(
            MODEL,
            DIR,
            RUN_ID,
            POLICY_ID,
            SEED,
            POOL_SPLIT,
            PROMPT_MIX,
            CRITIC_MODEL,
            INIT_ADAPTER,
            PROFILE,
            QUIRKS,
            ROLLOUTS,
            ETA,
            EXACT,
            EPOCHS,
            MINIBATCH,
            MICROBATCH,
            ACTIVATION_CHECKPOINTING,
            POLICY_RATE,
            CRITIC_RATE,
            CRITIC_WARMUP,
            CLIP_LOW,
            CLIP_HIGH,
            CORRECTION,
            WEIGHT_CEILING,
            VALUE_REACH,
            VALUE_WEIGHT,
            KL_WEIGHT,
            GAMMA,
            LAMBDA,
            GRADIENT_NORM,
            LORA_RANK,
            LORA_ALPHA,
            LORA_TARGETS,
            TEMPERATURE,
            MAX_TOKENS,
            TICKET_TIMEOUT,
            CHECKPOINTS_KEPT,
            CHECKPOINTS_EVERY,
            DISK_FULL,
            REFUSALS,
            ALARM_ADAPTERS,
            ALARM_MISMATCH,
            CANARY_EVERY,
            CANARY_SIZE,
            ON_ALARM);

    /**
     * Settings that name a folder. Hashes of settings leave them out, because the content of the folder is hashed
     * separately.
     */
    static final List<Setting<?>> PATH_SETTINGS = List.of(MODEL, DIR, CRITIC_MODEL, INIT_ADAPTER);

    /**
     * Constants of LLaVA-RLHF's scripts. A minibatch there has half of the rollouts, which depends on another setting.
     */
    private static final Map<String, String> PAPER = Map.ofEntries(
            Map.entry(ETA.key(), "0"),
            Map.entry(EPOCHS.key(), "2"),
            Map.entry(POLICY_RATE.key(), "3e-5"),
            Map.entry(CRITIC_RATE.key(), "3e-5"),
            Map.entry(CLIP_LOW.key(), "0.2"),
            Map.entry(CLIP_HIGH.key(), "0.2"),
            Map.entry(VALUE_REACH.key(), "0.2"),
            Map.entry(VALUE_WEIGHT.key(), "0.1"),
            Map.entry(KL_WEIGHT.key(), "0.1"),
            Map.entry(GAMMA.key(), "1"),
            Map.entry(LAMBDA.key(), "1"),
            Map.entry(GRADIENT_NORM.key(), "1"),
            Map.entry(TEMPERATURE.key(), "1"),
            Map.entry(QUIRKS.key(), "all"));

    public LearnerSettings {
        if (ticketTimeout.isNegative() || ticketTimeout.isZero()) {
            throw new IllegalArgumentException("the ticket timeout must be positive, not " + ticketTimeout);
        }
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    /**
     * Reads the settings of a learner.
     *
     * @throws SettingsException if values are invalid, alone or in combination
     */
    public static LearnerSettings from(Settings given) {
        Settings settings = effective(given);
        try {
            float temperature = settings.get(TEMPERATURE).floatValue();
            return new LearnerSettings(
                    settings.get(RUN_ID),
                    settings.get(POLICY_ID),
                    settings.get(SEED),
                    settings.get(POOL_SPLIT),
                    PromptMix.parse(settings.get(PROMPT_MIX)),
                    new AdmissionControl(settings.get(ETA), settings.get(ROLLOUTS), 0, settings.get(EXACT)),
                    ppo(settings, temperature),
                    LoraSettings.of(
                            settings.get(LORA_RANK),
                            settings.get(LORA_ALPHA),
                            List.of(settings.get(LORA_TARGETS).split("\\s*,\\s*"))),
                    new Sampling(temperature, 1, 0, settings.get(MAX_TOKENS), 0),
                    Duration.ofSeconds(settings.get(TICKET_TIMEOUT)),
                    new CheckpointRetention(
                            settings.get(CHECKPOINTS_KEPT), settings.get(CHECKPOINTS_EVERY), settings.get(DISK_FULL)),
                    new GuardOptions(
                            settings.get(REFUSALS), settings.get(ALARM_ADAPTERS), settings.get(ALARM_MISMATCH)),
                    new CanaryPlan(settings.get(CANARY_EVERY), settings.get(CANARY_SIZE)),
                    settings.get(ON_ALARM),
                    settings.effectiveValues(KEYS));
        } catch (IllegalArgumentException | ModelFormatException e) {
            throw new SettingsException("learner settings: " + e.getMessage(), e);
        }
    }

    /** Returns {@code given} with the constants of its profile for keys that it does not set. */
    public static Settings effective(Settings given) {
        Map<String, String> values = new TreeMap<>();
        if (given.get(PROFILE) == PpoProfile.PAPER) {
            values.putAll(PAPER);
            values.put(MINIBATCH.key(), Integer.toString((given.get(ROLLOUTS) + 1) / 2));
        }
        return given.withDefaults(values);
    }

    /** Loads the frozen models: {@code base}, which the caller closes, and the folders that the settings name. */
    public static FrozenModels frozenModels(Settings settings, VisionLanguageModel base) {
        return FrozenModels.load(base, folder(settings.get(INIT_ADAPTER)), folder(settings.get(CRITIC_MODEL)));
    }

    private static Optional<Path> folder(String text) {
        return Optional.of(text).filter(name -> !name.isBlank()).map(Path::of);
    }

    /** A hash of all settings and of the frozen models, for the ledger. Folder paths are left out. */
    public String hash(List<String> modelHashes) {
        return hash(texts, modelHashes);
    }

    /** The same hash for settings as the ledger stores them. */
    static String hash(Map<String, String> texts, List<String> modelHashes) {
        SortedMap<String, String> hashed = new TreeMap<>(texts);
        PATH_SETTINGS.forEach(setting -> hashed.remove(setting.key()));
        return Sha256.hex(List.of(hashed.toString(), String.join(" ", modelHashes)));
    }

    private static PpoOptions ppo(Settings settings, float temperature) {
        return new PpoOptions(
                settings.get(EPOCHS),
                settings.get(MINIBATCH),
                settings.get(MICROBATCH),
                settings.get(ACTIVATION_CHECKPOINTING),
                settings.get(POLICY_RATE),
                settings.get(CRITIC_RATE),
                settings.get(CLIP_LOW),
                settings.get(CLIP_HIGH),
                settings.get(CORRECTION),
                settings.get(WEIGHT_CEILING),
                settings.get(VALUE_REACH),
                settings.get(VALUE_WEIGHT),
                settings.get(KL_WEIGHT),
                settings.get(GAMMA),
                settings.get(LAMBDA),
                settings.get(GRADIENT_NORM),
                settings.get(CRITIC_WARMUP),
                temperature,
                PpoQuirk.parse(settings.get(QUIRKS)));
    }
}
