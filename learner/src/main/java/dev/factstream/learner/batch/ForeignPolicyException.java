package dev.factstream.learner.batch;

import dev.factstream.schemas.rollout.Rollout;

/** Actors answer the tickets of this run with the policy of another run, and no other rollouts arrive. */
public final class ForeignPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ForeignPolicyException(int count, Rollout newest) {
        super("the last " + count + " rollouts of run " + newest.runId()
                + " were sampled by adapters that this run has not"
                + " published; the newest is " + newest.rolloutId() + " by version " + newest.newestVersion()
                + ", adapter "
                + newest.adapterHash() + ", of actor " + newest.actorId()
                + ": stop that actor, which belongs to an older build or was given another base model");
    }
}
