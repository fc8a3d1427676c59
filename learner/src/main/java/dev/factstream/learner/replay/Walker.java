package dev.factstream.learner.replay;

import dev.factstream.learner.ppo.Foundation;
import dev.factstream.learner.ppo.Learnables;
import dev.factstream.learner.ppo.PpoTrainer;
import dev.factstream.schemas.rollout.ScoredRollout;
import java.util.List;
import java.util.Map;

/** What is learned, at some version, and the steps that lead on from there. Not thread-safe; close it. */
final class Walker implements AutoCloseable {

    private final Learnables learnables;
    private final Recipe recipe;
    private final PpoTrainer trainer;

    /** @param learnables the walker's own from now on */
    Walker(Foundation foundation, Learnables learnables, Recipe recipe) {
        this.learnables = learnables;
        this.recipe = recipe;
        trainer = new PpoTrainer(foundation, learnables, recipe.ppo(), recipe.seed());
    }

    Recipe recipe() {
        return recipe;
    }

    Learnables learnables() {
        return learnables;
    }

    /** Trains the version after {@code version}, by the learner's own code; returns its metrics. */
    Map<String, Double> train(List<ScoredRollout> rollouts, int version) {
        return trainer.train(rollouts, version);
    }

    @Override
    public void close() {
        trainer.close();
        learnables.close();
    }
}
