package dev.factstream.learner.replay;

import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.Learnables;
import dev.factstream.learner.ppo.PpoTrainer;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import java.util.Map;

/** The trainable state of some version, and the trainer for the versions after it. Not thread-safe; close it. */
final class Walker implements AutoCloseable {

    private final Learnables trainable;
    private final Recipe config;
    private final PpoTrainer trainer;

    /** @param trainable owned by this object from now on */
    Walker(Foundation frozen, Learnables trainable, Recipe config) {
        this.trainable = trainable;
        this.config = config;
        trainer = new PpoTrainer(frozen, trainable, config.ppo(), config.seed());
    }

    Recipe config() {
        return config;
    }

    Learnables trainable() {
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
