package dev.factstream.learner.ppo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.checkpoint.TextConfig;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.schemas.seeds.SplitMixSeeds;
import dev.factstream.training.optimizer.AdamW;
import dev.factstream.training.optimizer.AdamWOptions;
import dev.factstream.training.optimizer.NonFiniteException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that training changes: policy adapter, critic, and the state of both optimizers. It can be written to a
 * folder and read back bit for bit. The critic consists of an adapter on the critic's base of the {@link FrozenModels} and a
 * head. Not thread-safe; close it.
 */
public final class TrainableState implements AutoCloseable {

    private static final String POLICY = "policy";
    private static final String CRITIC = "critic";
    private static final String HEAD = "value_head.safetensors";
    private static final String STEPS = "optimizer_steps.txt";
    private static final int ARRAYS_PER_WEIGHT = 3; // the weight and two moments

    private final NDManager manager;
    private final LlavaConfig config;
    private final LlavaConfig criticConfig;
    private final LoraAdapter policy;
    private final Critic critic;
    private final AdamW policyAdam;
    private final AdamW criticAdam;

    private TrainableState(FrozenModels frozen, NDManager manager, LoraAdapter policy, LoraAdapter value, double norm) {
        this.manager = manager;
        config = frozen.base().config();
        criticConfig = frozen.criticBase().config();
        this.policy = policy;
        policy.requireGradients();
        critic = new Critic(manager, value, criticConfig.text().hiddenSize());
        policyAdam = new AdamW(policy.tensors(), AdamWOptions.clippedAt(norm), manager);
        criticAdam = new AdamW(critic.tensors(), AdamWOptions.clippedAt(norm), manager);
    }

    /**
     * Copies the adapters of the frozen models, or creates new ones that change nothing where there are none, and a critic
     * that predicts zero.
     *
     * @param lora shape of new adapters
     */
    public static TrainableState initial(FrozenModels frozen, LoraSettings lora, double largestNorm, long seed) {
        NDManager manager = frozen.base().newScope();
        TextConfig text = frozen.base().config().text();
        TextConfig criticText = frozen.criticBase().config().text();
        return new TrainableState(
                frozen,
                manager,
                frozen.reference() == null
                        ? LoraAdapter.initial(manager, text, lora, SplitMixSeeds.derive(seed, 0))
                        : frozen.reference().copy(manager),
                frozen.criticAdapter()
                        .map(adapter -> adapter.copy(manager))
                        .orElseGet(() -> LoraAdapter.initial(manager, criticText, lora, SplitMixSeeds.derive(seed, 1))),
                largestNorm);
    }

    /** Reads a state that {@link #write} wrote. */
    public static TrainableState read(Path folder, FrozenModels frozen, double largestNorm) {
        NDManager manager = frozen.base().newScope();
        TrainableState read = new TrainableState(
                frozen,
                manager,
                PeftFolder.read(folder.resolve(POLICY), frozen.base().config(), manager),
                PeftFolder.read(folder.resolve(CRITIC), frozen.criticBase().config(), manager),
                largestNorm);
        TensorFiles.read(folder.resolve(HEAD), read.critic.head());
        read.resume(folder);
        return read;
    }

    /** Writes two PEFT folders, the value head, the moments of both optimizers and their steps. */
    public void write(Path folder) throws IOException {
        PeftFolder.write(folder.resolve(POLICY), policy, config);
        PeftFolder.write(folder.resolve(CRITIC), critic.adapter(), criticConfig);
        TensorFiles.write(folder.resolve(HEAD), critic.head());
        TensorFiles.write(moments(folder, POLICY), policyAdam.moments());
        TensorFiles.write(moments(folder, CRITIC), criticAdam.moments());
        Files.writeString(folder.resolve(STEPS), policyAdam.steps() + "\n" + criticAdam.steps() + "\n");
    }

    /**
     * Restores this object in place, bit for bit, from a folder that its own {@link #write} wrote, even after an incomplete
     * step. Accumulated gradients are set to zero.
     */
    public void restore(Path folder) {
        policyAdam.zeroGradients();
        criticAdam.zeroGradients();
        try (NDManager scope = manager.newSubManager();
                LoraAdapter savedPolicy = PeftFolder.read(folder.resolve(POLICY), config, scope);
                LoraAdapter savedCritic = PeftFolder.read(folder.resolve(CRITIC), criticConfig, scope)) {
            overwrite(policy.tensors(), savedPolicy.tensors());
            overwrite(critic.adapter().tensors(), savedCritic.tensors());
        }
        TensorFiles.read(folder.resolve(HEAD), critic.head());
        resume(folder);
    }

    /**
     * Checks that every weight is a finite number.
     *
     * @throws NonFiniteException naming the first that is not
     */
    void requireFinite() {
        Stream.of(policy.tensors(), critic.tensors())
                .flatMap(tensors -> tensors.entrySet().stream())
                .forEach(tensor -> {
                    for (float value : tensor.getValue().toFloatArray()) {
                        if (!Float.isFinite(value)) {
                            throw new NonFiniteException("a weight of " + tensor.getKey() + " has become " + value);
                        }
                    }
                });
    }

    /** The approximate number of bytes that {@link #write} writes. */
    public long approximateBytes() {
        long numbers = Stream.of(policy.tensors(), critic.tensors())
                .flatMap(tensors -> tensors.values().stream())
                .mapToLong(NDArray::size)
                .sum();
        return numbers * ARRAYS_PER_WEIGHT * Float.BYTES;
    }

    private static void overwrite(Map<String, NDArray> arrays, Map<String, NDArray> saved) {
        arrays.forEach(
                (name, array) -> array.set(FloatBuffer.wrap(saved.get(name).toFloatArray())));
    }

    /** The policy adapter; training changes it in place. */
    public LoraAdapter policy() {
        return policy;
    }

    Critic critic() {
        return critic;
    }

    AdamW policyAdam() {
        return policyAdam;
    }

    AdamW criticAdam() {
        return criticAdam;
    }

    /** Number of optimizer steps of the policy so far. */
    public long optimizerSteps() {
        return policyAdam.steps();
    }

    private void resume(Path folder) {
        try {
            List<String> steps = Files.readAllLines(folder.resolve(STEPS));
            resume(folder, POLICY, policyAdam, Long.parseLong(steps.get(0)));
            resume(folder, CRITIC, criticAdam, Long.parseLong(steps.get(1)));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("cannot read " + folder.resolve(STEPS) + ": " + e, e);
        }
    }

    private static void resume(Path folder, String network, AdamW adam, long steps) {
        TensorFiles.read(moments(folder, network), adam.moments());
        adam.resumeAt(steps);
    }

    private static Path moments(Path folder, String network) {
        return folder.resolve(network + "_moments.safetensors");
    }

    @Override
    public void close() {
        policyAdam.close();
        criticAdam.close();
        policy.close();
        critic.close();
    }
}
