package dev.factstream.learner;

import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.DefaultFolder;
import dev.factstream.runtime.settings.Setting;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of a learner that name a folder. Hashes of settings leave them out, because the content of the folders is hashed
 * separately, and it may lie elsewhere on another machine.
 *
 * @param model base of the policy
 * @param dir checkpoints and adapters of the run
 * @param criticModel reward model that initialises the critic; empty for the policy's base
 * @param initAdapter PEFT adapter that a new run starts from; empty for the base alone
 */
public record LearnerFolders(
        @Setting(
                key = MODEL,
                defaultValue = "checkpoints/policy",
                defaultIn = DefaultFolder.INSTALLATION,
                doc = "Folder of the base model that is adapted.")
        Path model,

        @Setting(key = DIR, defaultValue = "run", doc = "Folder for checkpoints and adapters of the run.")
        Path dir,

        @Setting(
                key = CRITIC_MODEL,
                doc =
                        "Folder of the reward model that initialises the critic, on that model's own base; empty for the policy's"
                                + " base.")
        Optional<Path> criticModel,

        @Setting(
                key = "learner.init.adapter",
                doc =
                        "PEFT folder of a new run's initial policy, published as version 1 and used as its reference; empty for"
                                + " the base.")
        Optional<Path> initAdapter) {
    public static final String MODEL = "learner.model";
    public static final String DIR = "learner.dir";
    public static final String CRITIC_MODEL = "learner.critic.model";

    /** Loads the frozen models: {@code base}, which the caller closes, and those of the other folders. */
    public FrozenModels load(VisionLanguageModel base, PictureFetcher pictures) {
        return FrozenModels.load(base, initAdapter, criticModel, pictures);
    }
}
