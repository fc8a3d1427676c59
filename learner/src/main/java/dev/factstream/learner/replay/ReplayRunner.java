package dev.factstream.learner.replay;

import dev.factstream.learner.ppo.FrozenModels;
import dev.factstream.learner.ppo.PpoTrainer;
import dev.factstream.learner.ppo.TrainableState;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import java.util.Map;

/** The trainable state of some version, and the trainer for the versions after it. Not thread-safe; close it. */
final class ReplayRunner implements AutoCloseable {

    private final TrainableState trainable;
    private final TrainingConfig config;
    private final PpoTrainer trainer;

    /** @param trainable owned by this object from now on */
    ReplayRunner(FrozenModels frozen, TrainableState trainable, TrainingConfig config) {
        this.trainable = trainable;
        this.config = config;
        trainer = new PpoTrainer(frozen, trainable, config.ppo(), config.seed());
    }

    TrainingConfig config() {
        return config;
    }

    TrainableState trainable() {
        return trainable;
    }

    /** Trains the version after {@code version} with the learner's own code; returns its metrics. */
    Map<String, Double> train(List<ScoredRollout> rollouts, int version) {
        return trainer.train(rollouts, version);
    }

    @Override
    public void close() {
        trainer.close();
        trainable.close();
    }
}
