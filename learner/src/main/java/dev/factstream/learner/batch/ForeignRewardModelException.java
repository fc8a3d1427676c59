package dev.factstream.learner.batch;

/** The scorer uses another reward model than the run started with, and no other rollouts arrive. */
public final class ForeignRewardModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ForeignRewardModelException(String own, String foreign) {
        super("this run is trained on the scores of reward model " + own + ", but the scorer now uses " + foreign
                + ": set scorer.reward.model back, or start a new run with another learner.run.id");
    }
}
