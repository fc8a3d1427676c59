package dev.factstream.learner.ppo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.pictures.PictureFetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The frozen models of a run: the policy's base; the adapter that the policy starts from, which is also its reference;
 * and the reward model whose base and adapter the critic starts from (LLaVA-RLHF, arXiv 2309.14525). Without the last two,
 * policy and critic start from the bare base, which is then the reference.
 *
 * <p>Also fetches the pictures of rollouts for them. Closes the models that it has loaded, and the fetcher. Reading is thread-safe.
 */
public final class FrozenModels implements AutoCloseable {

    private static final String NONE = "none";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VisionLanguageModel base;
    private final Optional<LoraAdapter> reference;
    private final Optional<RewardModel> rewardModel;
    private final PictureFetcher pictures;
    private final String baseHash;
    private final String criticBaseHash;

    private FrozenModels(
            VisionLanguageModel base,
            Optional<LoraAdapter> reference,
            Optional<RewardModel> rewardModel,
            PictureFetcher pictures) {
        this.base = base;
        this.reference = reference;
        this.rewardModel = rewardModel;
        this.pictures = pictures;
        baseHash = base.baseHash();
        criticBaseHash = rewardModel.map(model -> model.base().baseHash()).orElse(baseHash);
    }

    /** Only a base, for rollouts whose pictures are inside of them; the caller still owns it. */
    public static FrozenModels of(VisionLanguageModel base) {
        return new FrozenModels(base, Optional.empty(), Optional.empty(), PictureFetcher.inlineOnly());
    }

    /** As {@link #load(VisionLanguageModel, Optional, Optional, PictureFetcher)}, for rollouts whose pictures are inside of them. */
    public static FrozenModels load(VisionLanguageModel base, Optional<Path> adapter, Optional<Path> rewardModel) {
        return load(base, adapter, rewardModel, PictureFetcher.inlineOnly());
    }

    /**
     * @param base stays owned by the caller
     * @param adapter PEFT folder that the policy starts from
     * @param rewardModel folder of the reward model that the critic starts from
     * @param pictures fetches pictures, and its settings bound their decoding; closed with this object
     * @throws ModelFormatException naming the folder that cannot be used, the reason and the remedy
     */
    public static FrozenModels load(
            VisionLanguageModel base, Optional<Path> adapter, Optional<Path> rewardModel, PictureFetcher pictures) {
        Optional<LoraAdapter> reference = adapter.map(folder -> reference(folder, base));
        try {
            return new FrozenModels(base, reference, rewardModel.map(folder -> rewardModel(folder, base)), pictures);
        } catch (RuntimeException e) {
            pictures.close();
            reference.ifPresent(LoraAdapter::close);
            throw e;
        }
    }

    private static LoraAdapter reference(Path folder, VisionLanguageModel base) {
        LoraAdapter adapter = PeftFolder.read(folder, base.config(), base.newScope());
        LoraSettings shape = adapter.settings();
        if (!LoraSettings.of(shape.rank(), shape.alpha(), shape.targets()).equals(shape)) {
            adapter.close();
            throw new ModelFormatException(folder + ": a rank-stabilised adapter (use_rslora) cannot be published to"
                    + " actors: write it with use_rslora = false and lora_alpha = " + shape.scale() * shape.rank());
        }
        return adapter;
    }

    private static RewardModel rewardModel(Path folder, VisionLanguageModel base) {
        RewardModel rewardModel = RewardModel.load(folder, base.head().getDevice());
        if (!sameTokenizer(rewardModel.base(), base)) {
            rewardModel.close();
            throw new ModelFormatException("the reward model " + folder + " and the policy " + base.folder()
                    + " have different tokenizers, but the critic gives a value to every token of the policy: train a"
                    + " reward model on a base with the policy's tokenizer, or leave learner.critic.model empty");
        }
        return rewardModel;
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
            throw new ModelFormatException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    PictureFetcher pictures() {
        return pictures;
    }

    VisionLanguageModel base() {
        return base;
    }

    /** The reference adapter; null if the reference is the bare base. */
    LoraAdapter reference() {
        return reference.orElse(null);
    }

    VisionLanguageModel criticBase() {
        return rewardModel.map(RewardModel::base).orElse(base);
    }

    Optional<LoraAdapter> criticAdapter() {
        return rewardModel.map(RewardModel::adapter);
    }

    /** The policy version that a run starts with: 1 if an adapter is given, since version 0 is the bare base. */
    public int firstVersion() {
        return reference.isPresent() ? 1 : 0;
    }

    /** Configuration of the policy's base. */
    public LlavaConfig config() {
        return base.config();
    }

    /** Hash of the policy's base. */
    public String baseHash() {
        return baseHash;
    }

    /** Hash of the critic's base; the policy's if there is no reward model. */
    public String criticBaseHash() {
        return criticBaseHash;
    }

    /** Hash of the adapter that the policy starts from, or {@code none}. */
    public String referenceHash() {
        return reference.map(LoraAdapter::hash).orElse(NONE);
    }

    /** All hashes, for a run's configuration, including that of the critic's initial adapter. */
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
        rewardModel.ifPresent(RewardModel::close);
        pictures.close();
    }
}
