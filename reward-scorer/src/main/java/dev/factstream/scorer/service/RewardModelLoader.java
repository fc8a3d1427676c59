package dev.factstream.scorer.service;

import ai.djl.Device;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.runtime.pictures.PictureFetcher;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.scorer.reward.RewardQuirk;
import dev.factstream.scorer.scores.AsyncRewardModel;
import dev.factstream.scorer.scores.NoRewardModel;
import dev.factstream.scorer.scores.ScoringModel;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads the scoring model that the settings select. */
public final class RewardModelLoader {
    private RewardModelLoader() {}

    /** Loads it; the caller closes it, and {@code pictures} with it. Errors are those of {@link ScorerService#start} and name the setting. */
    public static ScoringModel open(ScorerSettings settings, PictureFetcher pictures) {
        return settings.rewardModel()
                .<ScoringModel>map(folder -> load(folder, settings, pictures))
                .orElseGet(() -> {
                    pictures.close(); // nobody looks at them
                    return new NoRewardModel();
                });
    }

    private static ScoringModel load(Path folder, ScorerSettings settings, PictureFetcher pictures) {
        String key = ScorerSettings.REWARD_MODEL;
        if (!Files.isDirectory(folder)) {
            throw new SettingsException(key + ": there is no folder " + folder);
        }
        boolean raw = settings.profile().has(RewardQuirk.RAW_SCORE);
        try {
            return new AsyncRewardModel(
                    RewardModel.load(folder, Device.cpu()), raw, settings.imageCacheBytes(), pictures);
        } catch (ModelFormatException e) {
            throw new ModelFormatException(key + ": " + e.getMessage(), e);
        }
    }
}
