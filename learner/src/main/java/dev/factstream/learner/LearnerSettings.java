package dev.factstream.learner;

import static dev.factstream.schemas.settings.Setting.choice;
import static dev.factstream.schemas.settings.Setting.decimal;
import static dev.factstream.schemas.settings.Setting.flag;
import static dev.factstream.schemas.settings.Setting.integer;
import static dev.factstream.schemas.settings.Setting.longInteger;
import static dev.factstream.schemas.settings.Setting.path;
import static dev.factstream.schemas.settings.Setting.text;

import dev.factstream.learner.alarm.OnAlarm;
import dev.factstream.learner.checkpoint.CheckpointPolicy;
import dev.factstream.learner.checkpoint.WhenFull;
import dev.factstream.learner.dispatch.Admission;
import dev.factstream.learner.dispatch.CanaryPlan;
import dev.factstream.learner.dispatch.PromptMix;
import dev.factstream.learner.guard.GuardOptions;
import dev.factstream.learner.ppo.Correction;
import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.PpoOptions;
import dev.factstream.learner.ppo.Profile;
import dev.factstream.learner.ppo.Quirk;
import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.network.Kept;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.schemas.Sha256;
import dev.factstream.schemas.settings.Setting;
import dev.factstream.schemas.settings.Settings;
import dev.factstream.schemas.settings.SettingsException;
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
 * How a learner works.
 *
 * @param runId names the run: its tickets, its ledger, its lineage of policies
 * @param policyId whose adapters are published
 * @param seed of everything random in the run
 * @param poolSplit which questions of the pool are asked
 * @param mix in what proportion of kinds
 * @param admission bound of staleness, and rollouts per version
 * @param ppo constants of the algorithm
 * @param lora shape of a new run's adapters
 * @param sampling how tickets are to be sampled; each gets its own seed
 * @param ticketTimeout after which an unanswered ticket is given up and its question asked again
 * @param checkpoints which are left on the disk
 * @param guards limits beyond which it raises an alarm, or stops
 * @param canaries how often the questions that are never trained on are asked, and how many
 * @param onAlarm what is done about alarms of the drift application
 * @param texts all of it by key, as the ledger keeps it, so that a version can be made again
 */
public record LearnerSettings(
        String runId,
        String policyId,
        long seed,
        String poolSplit,
        PromptMix mix,
        Admission admission,
        PpoOptions ppo,
        LoraSettings lora,
        Sampling sampling,
        Duration ticketTimeout,
        CheckpointPolicy checkpoints,
        GuardOptions guards,
        CanaryPlan canaries,
        OnAlarm onAlarm,
        SortedMap<String, String> texts) {

    public static final Setting<Path> MODEL =
            path("learner.model", Path.of("checkpoints/policy"), "Folder of the base model that is adapted.");
    public static final Setting<Path> DIR =
            path("learner.dir", Path.of("run"), "Folder for checkpoints and adapters of the run.");
    public static final Setting<String> RUN_ID =
            text("learner.run.id", "run", "Names the run; a learner with the name of an earlier run goes on with it.");
    public static final Setting<String> POLICY_ID =
            text("learner.policy.id", "policy", "Names the policy whose adapters are published.");
    public static final Setting<Long> SEED = longInteger("learner.seed", 1, "Seed of everything random in the run.");
    public static final Setting<String> POOL_SPLIT =
            text("learner.pool.split", "train", "Split of the prompt pool that is trained on.");
    public static final Setting<String> PROMPT_MIX = text(
            "learner.prompt.mix",
            PromptMix.PAPER.toString(),
            "Shares of open, multiple-choice and yes/no questions, open:choice:yesno; kinds that the pool lacks are left out.");
    public static final Setting<String> CRITIC_MODEL = text(
            "learner.critic.model",
            "",
            "Folder of the reward model that the critic begins from, on that model's own base; empty for the policy's base.");
    public static final Setting<String> INIT_ADAPTER = text(
            "learner.init.adapter",
            "",
            "PEFT folder that a new run's policy begins from, published as version 1, and is compared with; empty for the base.");
    public static final Setting<Profile> PROFILE = choice(
            "learner.profile",
            Profile.DEFAULT,
            "Constants that hold where a key is not set; paper gives LLaVA-RLHF's and all its quirks.");
    public static final Setting<String> QUIRKS =
            text("learner.quirks", "none", "Quirks of LLaVA-RLHF to reproduce, separated by commas, or all or none.");
    public static final Setting<Integer> ROLLOUTS =
            integer("learner.rollouts.per.version", 192, "Rollouts that make a policy version; constant within a run.");
    public static final Setting<Integer> ETA =
            integer("learner.staleness.eta", 1, "How many versions a rollout may be behind; 0 is synchronous PPO.");
    public static final Setting<Boolean> EXACT = flag(
            "learner.staleness.exact",
            false,
            "Whether every rollout is made exactly learner.staleness.eta versions old, by waiting; for experiments.");
    public static final Setting<Integer> EPOCHS =
            integer("learner.ppo.epochs", 2, "Passes over the rollouts of a version.");
    public static final Setting<Integer> MINIBATCH =
            integer("learner.ppo.minibatch", 48, "Rollouts per optimizer step.");
    public static final Setting<Integer> MICROBATCH = integer(
            "learner.ppo.microbatch",
            16,
            "Most rollouts of one forward and backward pass: memory and speed, not the result.");
    public static final Setting<Kept> KEPT = choice(
            "learner.ppo.kept",
            Kept.EVERYTHING,
            "What a forward pass keeps for the way back: everything, or the inputs of layers, which are then computed"
                    + " once more (gradient checkpointing): memory and speed, not the result.");
    public static final Setting<Double> POLICY_RATE =
            decimal("learner.policy.rate", 2e-4, "Learning rate of the policy's adapter.");
    public static final Setting<Double> CRITIC_RATE =
            decimal("learner.critic.rate", 1e-3, "Learning rate of the critic's adapter and head.");
    public static final Setting<Integer> CRITIC_WARMUP =
            integer("learner.critic.warmup", 0, "First versions in which the critic learns and the policy stays.");
    public static final Setting<Double> CLIP_LOW =
            decimal("learner.ppo.clip.low", 0.2, "How far below 1 the policy ratio still counts.");
    public static final Setting<Double> CLIP_HIGH =
            decimal("learner.ppo.clip.high", 0.2, "How far above 1 the policy ratio still counts.");
    public static final Setting<Correction> CORRECTION = choice(
            "learner.ppo.correction",
            Correction.DECOUPLED,
            "What is done about answers of older policies: decoupled PPO with importance weights, or nothing.");
    public static final Setting<Double> WEIGHT_CEILING =
            decimal("learner.ppo.weight.ceiling", 2, "Truncation of the importance weight of stale tokens.");
    public static final Setting<Double> VALUE_REACH = decimal(
            "learner.ppo.value.reach",
            0.2,
            "How far a value may move within a version and still count, as a share of the critic's error.");
    public static final Setting<Double> VALUE_WEIGHT =
            decimal("learner.ppo.value.weight", 1, "Factor of the critic's loss.");
    public static final Setting<Double> KL_WEIGHT =
            decimal("learner.ppo.kl.weight", 0.02, "Price of a nat of divergence from the reference, per token.");
    public static final Setting<Double> GAMMA = decimal("learner.ppo.gamma", 1, "Discount per token.");
    public static final Setting<Double> LAMBDA = decimal("learner.ppo.lambda", 0.95, "Trace decay of the advantages.");
    public static final Setting<Double> GRADIENT_NORM =
            decimal("learner.gradient.norm", 1, "Norm that the gradients of each network are scaled down to.");
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
            integer("learner.sampling.max.tokens", 48, "Most tokens of an answer, the end token included.");
    public static final Setting<Long> TICKET_TIMEOUT = longInteger(
            "learner.ticket.timeout.seconds", 600, "After that an unanswered ticket is given up and issued again.");
    public static final Setting<Integer> CHECKPOINTS_KEPT =
            integer("learner.checkpoints.kept", 3, "Newest checkpoints that are left on the disk.");
    public static final Setting<Integer> CHECKPOINTS_EVERY = integer(
            "learner.checkpoints.every",
            10,
            "Besides the newest, the checkpoint of each version that this divides stays; a replay begins there. 0 for none.");
    public static final Setting<WhenFull> DISK_FULL = choice(
            "learner.disk.full",
            WhenFull.STOP,
            "What happens where a checkpoint finds no room: the learner ends and says so, or waits for room.");
    public static final Setting<Integer> REFUSALS = integer(
            "learner.refusals.most",
            3,
            "Batches in a row that may come out not finite, and are refused, before the learner stops.");
    public static final Setting<Integer> ALARM_ADAPTERS = integer(
            "learner.alarm.adapters",
            2,
            "An alarm is raised where no rollout of a batch comes from one of so many newest adapters; at least eta + 1.");
    public static final Setting<Double> ALARM_MISMATCH = decimal(
            "learner.alarm.mismatch",
            1e-3,
            "An alarm is raised where mean k3 of recorded against recomputed log-probabilities of one version is higher.");

    public static final Setting<Integer> CANARY_EVERY = integer(
            "learner.canary.every",
            0,
            "Versions from one round of canaries to the next: held-out questions that show how the policy moves; 0 for none.");
    public static final Setting<Integer> CANARY_SIZE = integer(
            "learner.canary.size",
            64,
            "Questions held out as canaries, once in a run; they are never trained on from then on.");
    public static final Setting<OnAlarm> ON_ALARM = choice(
            "learner.on.alarm",
            OnAlarm.IGNORE,
            "What is done about alarms on reward-drift: nothing, pause until acknowledged, or roll back to before them.");

    /** Every key of the learner. */
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
            KEPT,
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

    /** Those that say where something lies: what lies there is known by its hash. */
    static final List<Setting<?>> PLACES = List.of(MODEL, DIR, CRITIC_MODEL, INIT_ADAPTER);

    /** Of LLaVA-RLHF's scripts; a step takes half of the rollouts there, which depends on another setting. */
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
            throw new IllegalArgumentException("give tickets some time");
        }
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    /**
     * @throws SettingsException if values make no sense, or not together
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
                    new Admission(settings.get(ETA), settings.get(ROLLOUTS), 0, settings.get(EXACT)),
                    ppo(settings, temperature),
                    LoraSettings.of(
                            settings.get(LORA_RANK),
                            settings.get(LORA_ALPHA),
                            List.of(settings.get(LORA_TARGETS).split("\\s*,\\s*"))),
                    new Sampling(temperature, 1, 0, settings.get(MAX_TOKENS), 0),
                    Duration.ofSeconds(settings.get(TICKET_TIMEOUT)),
                    new CheckpointPolicy(
                            settings.get(CHECKPOINTS_KEPT), settings.get(CHECKPOINTS_EVERY), settings.get(DISK_FULL)),
                    new GuardOptions(
                            settings.get(REFUSALS), settings.get(ALARM_ADAPTERS), settings.get(ALARM_MISMATCH)),
                    new CanaryPlan(settings.get(CANARY_EVERY), settings.get(CANARY_SIZE)),
                    settings.get(ON_ALARM),
                    settings.texts(KEYS));
        } catch (IllegalArgumentException | CheckpointException e) {
            throw new SettingsException("learner settings: " + e.getMessage(), e);
        }
    }

    /** The settings with what the profile says where {@code given} says nothing. */
    public static Settings effective(Settings given) {
        Map<String, String> values = new TreeMap<>();
        if (given.get(PROFILE) == Profile.PAPER) {
            values.putAll(PAPER);
            values.put(MINIBATCH.key(), Integer.toString((given.get(ROLLOUTS) + 1) / 2));
        }
        return given.or(values);
    }

    /** What the run stands on: {@code base}, which stays the caller's, and the folders that the settings name. */
    public static Foundation foundation(Settings settings, VisionLanguageModel base) {
        return Foundation.load(base, folder(settings.get(INIT_ADAPTER)), folder(settings.get(CRITIC_MODEL)));
    }

    private static Optional<Path> folder(String text) {
        return Optional.of(text).filter(name -> !name.isBlank()).map(Path::of);
    }

    /** A hash of all of it and of what the run stands on, for the ledger. Where folders lie does not count. */
    public String hash(List<String> foundation) {
        return hash(texts, foundation);
    }

    /** The same of settings as the ledger keeps them. */
    static String hash(Map<String, String> texts, List<String> foundation) {
        SortedMap<String, String> counting = new TreeMap<>(texts);
        PLACES.forEach(place -> counting.remove(place.key()));
        return Sha256.hex(List.of(counting.toString(), String.join(" ", foundation)));
    }

    private static PpoOptions ppo(Settings settings, float temperature) {
        return new PpoOptions(
                settings.get(EPOCHS),
                settings.get(MINIBATCH),
                settings.get(MICROBATCH),
                settings.get(KEPT),
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
                Quirk.parse(settings.get(QUIRKS)));
    }
}
