package dev.factstream.scorer.service;

import ai.djl.Device;
import dev.factstream.model.checkpoint.CheckpointException;
import dev.factstream.model.reward.RewardModel;
import dev.factstream.schemas.settings.SettingsException;
import dev.factstream.scorer.reward.RewardQuirk;
import dev.factstream.scorer.scores.NoRewardModel;
import dev.factstream.scorer.scores.RewardModelScores;
import dev.factstream.scorer.scores.Scores;
import dev.factstream.scorer.settings.ScorerSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads the scoring model that the settings select. */
public final class RewardModels {
    private RewardModels() {}

    /** Loads it; the caller closes it. Errors are those of {@link ScorerService#start} and name the setting. */
    public static Scores open(ScorerSettings settings) {
        return settings.rewardModel()
                .<Scores>map(folder -> load(folder, settings))
                .orElseGet(NoRewardModel::new);
    }

    private static Scores load(Path folder, ScorerSettings settings) {
        String key = ScorerSettings.REWARD_MODEL.key();
        if (!Files.isDirectory(folder)) {
            throw new SettingsException(key + ": there is no folder " + folder);
        }
        boolean raw = settings.profile().has(RewardQuirk.RAW_SCORE);
        try {
            return new RewardModelScores(RewardModel.load(folder, Device.cpu()), raw, settings.imageCacheBytes());
        } catch (CheckpointException e) {
            throw new CheckpointException(key + ": " + e.getMessage(), e);
        }
    }
}
