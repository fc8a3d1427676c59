package dev.factstream.learner.ppo;

/** Names under which a version's metrics stand in its ledger record. Token means are over real tokens only. */
public final class MetricNames {

    /** Mean total reward of a rollout, as scored. */
    public static final String REWARD = "reward.total";

    /** Mean score of the reward model as it enters the sum; 0 without one, as is any other part that is not used. */
    public static final String REWARD_MODEL = "reward.model";

    public static final String REWARD_CORRECTNESS = "reward.correctness";
    public static final String REWARD_LENGTH = "reward.length";
    public static final String REWARD_MISSING_END = "reward.missing.end";
    /** Share of correct answers among questions with one right answer. */
    public static final String CORRECT_RATE = "correct.rate";
    /** Mean tokens of an answer, end token included. */
    public static final String RESPONSE_LENGTH = "response.length";

    public static final String STALENESS_MIN = "staleness.min";
    public static final String STALENESS_MEAN = "staleness.mean";
    public static final String STALENESS_MAX = "staleness.max";
    public static final String TOKENS = "tokens";
    /** k3 estimate of the divergence from the reference per token, in nats. */
    public static final String KL = "kl.reference";
    /** The same summed over an answer's tokens, mean over answers: an estimate of the divergence between answers. */
    public static final String KL_ANSWER = "kl.reference.answer";
    /** Share of answers that ended by themselves. */
    public static final String ENDED_RATE = "ended.rate";
    /** Mean entropy per token, in nats. */
    public static final String ENTROPY = "entropy";
    /**
     * k3 of recorded against recomputed log-probabilities where both come from one version: numerical noise when all is
     * well.
     */
    public static final String MISMATCH = "mismatch.k3";

    public static final String ESS = "importance.ess";
    public static final String EXPLAINED_VARIANCE = "critic.explained.variance";
    public static final String TARGET_MEAN = "critic.target.mean";
    public static final String TARGET_DEVIATION = "critic.target.deviation";
    public static final String POLICY_LOSS = "policy.loss";
    public static final String POLICY_CLIPPED = "policy.clipped";
    public static final String POLICY_GRADIENT = "policy.gradient.norm";
    public static final String VALUE_LOSS = "critic.loss";
    public static final String VALUE_CLIPPED = "critic.clipped";
    public static final String VALUE_GRADIENT = "critic.gradient.norm";

    private MetricNames() {}
}
