package dev.factstream.learner.ppo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run stands on and never changes: the policy's base; the adapter that the policy begins from, which is its
 * reference too; and the reward model whose base and adapter the critic begins from (LLaVA-RLHF, arXiv 2309.14525).
 * Without the last two, policy and critic begin as the bare base, which is then the reference.
 *
 * <p>It closes what it has loaded. Reading it is thread-safe.
 */
public final class Foundation implements AutoCloseable {

    private static final String NONE = "none";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VisionLanguageModel base;
    private final Optional<LoraAdapter> reference;
    private final Optional<RewardModel> judge;
    private final String baseHash;
    private final String criticBaseHash;

    private Foundation(VisionLanguageModel base, Optional<LoraAdapter> reference, Optional<RewardModel> judge) {
        this.base = base;
        this.reference = reference;
        this.judge = judge;
        baseHash = base.baseHash();
        criticBaseHash = judge.map(model -> model.base().baseHash()).orElse(baseHash);
    }

    /** The base alone, which stays the caller's. */
    public static Foundation of(VisionLanguageModel base) {
        return new Foundation(base, Optional.empty(), Optional.empty());
    }

    /**
     * @param base stays the caller's
     * @param adapter PEFT folder that the policy begins from
     * @param rewardModel folder of the reward model that the critic begins from
     * @throws CheckpointException saying which folder cannot be used, why, and what to do
     */
    public static Foundation load(VisionLanguageModel base, Optional<Path> adapter, Optional<Path> rewardModel) {
        Optional<LoraAdapter> reference = adapter.map(folder -> reference(folder, base));
        try {
            return new Foundation(base, reference, rewardModel.map(folder -> judge(folder, base)));
        } catch (RuntimeException e) {
            reference.ifPresent(LoraAdapter::close);
            throw e;
        }
    }

    private static LoraAdapter reference(Path folder, VisionLanguageModel base) {
        LoraAdapter adapter = PeftFolder.read(folder, base.config(), base.newScope());
        LoraSettings shape = adapter.settings();
        if (!LoraSettings.of(shape.rank(), shape.alpha(), shape.targets()).equals(shape)) {
            adapter.close();
            throw new CheckpointException(folder + ": a rank-stabilised adapter (use_rslora) cannot be published to"
                    + " actors: write it with use_rslora = false and lora_alpha = " + shape.scale() * shape.rank());
        }
        return adapter;
    }

    private static RewardModel judge(Path folder, VisionLanguageModel base) {
        RewardModel judge = RewardModel.load(folder, base.head().getDevice());
        if (!sameTokenizer(judge.base(), base)) {
            judge.close();
            throw new CheckpointException("the reward model " + folder + " and the policy " + base.folder()
                    + " have different tokenizers, but the critic gives a value to every token of the policy: train a"
                    + " reward model on a base with the policy's tokenizer, or leave learner.critic.model empty");
        }
        return judge;
    }

    private static boolean sameTokenizer(VisionLanguageModel one, VisionLanguageModel other) {
        return definition(one).equals(definition(other))
                && one.tokenizer().bos().equals(other.tokenizer().bos())
                && one.tokenizer().eos().equals(other.tokenizer().eos());
    }

    /** Compared as JSON: white space and the order of keys do not matter. */
    private static JsonNode definition(VisionLanguageModel model) {
        Path file = model.folder().resolve("tokenizer.json");
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new CheckpointException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    VisionLanguageModel base() {
        return base;
    }

    /** Null for the bare base. */
    LoraAdapter reference() {
        return reference.orElse(null);
    }

    VisionLanguageModel criticBase() {
        return judge.map(RewardModel::base).orElse(base);
    }

    Optional<LoraAdapter> criticAdapter() {
        return judge.map(RewardModel::adapter);
    }

    /** The policy version that a run begins with: 1 where an adapter is given, since version 0 is the bare base. */
    public int firstVersion() {
        return reference.isPresent() ? 1 : 0;
    }

    /** What the policy's base is like. */
    public LlavaConfig config() {
        return base.config();
    }

    /** Hash of the policy's base. */
    public String baseHash() {
        return baseHash;
    }

    /** Hash of the critic's base; the policy's where there is no reward model. */
    public String criticBaseHash() {
        return criticBaseHash;
    }

    /** Hash of the adapter that the policy begins from, or {@code none}. */
    public String referenceHash() {
        return reference.map(LoraAdapter::hash).orElse(NONE);
    }

    /** All hashes, for a run's configuration: the critic's first adapter too. */
    public List<String> hashes() {
        return List.of(
                baseHash(),
                referenceHash(),
                criticBaseHash(),
                criticAdapter().map(LoraAdapter::hash).orElse(NONE));
    }

    @Override
    public void close() {
        reference.ifPresent(LoraAdapter::close);
        judge.ifPresent(RewardModel::close);
    }
}
