package dev.factstream.learner.ppo;

import dev.factstream.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** Options of PPO for tiny models: high learning rates, four rollouts per step in microbatches of three. */
final class TestOptions {
    private TestOptions() {}

    /** @param more alternating keys and values */
    static PpoOptions ppo(String... more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "learner.ppo.minibatch", "4",
                "learner.ppo.microbatch", "3",
                "learner.policy.rate", "3e-3",
                "learner.critic.rate", "1e-2",
                "learner.ppo.kl.weight", "0.05"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return Settings.of(PpoOptions.class, values).bind(PpoOptions.class);
    }
}
