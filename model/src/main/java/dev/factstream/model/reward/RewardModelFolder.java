package dev.factstream.model.reward;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.model.lora.LoraAdapter;
import dev.factstream.model.lora.LoraSettings;
import dev.factstream.model.lora.PeftFolder;
import dev.factstream.model.network.VisionLanguageModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reads and writes the folder of a reward model: the base's Hugging Face files at the top, {@code adapter/} in peft's layout,
 * {@code reward_head.safetensors}, {@code judging_template.txt}, {@code reward_model.json} with the hashes of all parts, and
 * {@code self_check.jsonl}.
 */
public final class RewardModelFolder {

    private static final String ADAPTER = "adapter";
    private static final String HEAD = "reward_head.safetensors";
    private static final String TEMPLATE = "judging_template.txt";

    private RewardModelFolder() {}

    /**
     * Writes a folder.
     *
     * @param base Hugging Face folder, copied unchanged
     * @param adapter for that base
     * @param selfCheck answers that are scored now and at every load, at least one
     * @throws ModelFormatException naming the file that cannot be written
     */
    public static void write(
            Path folder,
            Path base,
            LoraAdapter adapter,
            RewardHead head,
            JudgingTemplate template,
            ScoreScale scale,
            List<SelfCheckInput> selfCheck) {
        try {
            Files.createDirectories(folder);
            copyBase(base, folder);
            Files.writeString(folder.resolve(TEMPLATE), template.text() + "\n");
            head.write(folder.resolve(HEAD));
            Map<String, String> hashes = new LinkedHashMap<>();
            try (VisionLanguageModel model = VisionLanguageModel.load(folder, Device.cpu())) {
                PeftFolder.write(folder.resolve(ADAPTER), adapter, model.config());
                hashes.put(RewardManifest.BASE, model.baseHash());
            }
            hashes.put(RewardManifest.ADAPTER, adapter.hash());
            hashes.put(RewardManifest.HEAD, head.hash());
            hashes.put(RewardManifest.TEMPLATE, template.hash());
            hashes.put(RewardManifest.TOKENIZER, tokenizerHash(folder));
            new RewardManifest(template.readsFacts(), scale, hashes).write(folder);
            try (RewardModel model = open(folder, Device.cpu())) {
                SelfCheck.write(folder, model, selfCheck);
            }
        } catch (IOException e) {
            throw new ModelFormatException(folder + ": the reward model cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Writes an untrained reward model: every part of adapter and head is random, so that every part affects the scores. For tests
     * and benchmarks.
     */
    public static void initialise(Path base, JudgingTemplate template, LoraSettings shape, long seed, Path folder) {
        Random random = new Random(seed);
        try (VisionLanguageModel model = VisionLanguageModel.load(base, Device.cpu());
                NDManager scope = model.newScope();
                LoraAdapter adapter = LoraAdapter.initial(scope, model.config().text(), shape, seed)) {
            adapter.pairs().values().forEach(pair -> fill(pair.b(), random));
            float[] weights = new float[model.config().text().hiddenSize()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) random.nextGaussian();
            }
            try (RewardHead head = new RewardHead(scope, weights, 0.5f)) {
                SelfCheckInput input = new SelfCheckInput("?", Optional.empty(), ".", true, List.of(), 1);
                write(folder, base, adapter, head, template, ScoreScale.NONE, List.of(input));
            }
        }
    }

    private static void fill(NDArray array, Random random) {
        float[] values = new float[Math.toIntExact(array.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.1 * random.nextGaussian());
        }
        array.set(FloatBuffer.wrap(values));
    }

    /** Loads every part and verifies the hashes; the caller runs the self-check. */
    static RewardModel open(Path folder, Device device) {
        RewardManifest manifest = RewardManifest.read(folder);
        JudgingTemplate template = JudgingTemplate.load(folder.resolve(TEMPLATE));
        manifest.check(folder, RewardManifest.TEMPLATE, "judging template (" + TEMPLATE + ")", template.hash());
        if (manifest.readsFacts() != template.readsFacts()) {
            throw new ModelFormatException(
                    folder + ": " + RewardManifest.FILE + " says reads_facts = " + manifest.readsFacts()
                            + ", but the judging template does not match: train the reward model again");
        }
        manifest.check(folder, RewardManifest.TOKENIZER, "tokenizer (tokenizer.json)", tokenizerHash(folder));
        VisionLanguageModel base = VisionLanguageModel.load(folder, device);
        NDManager parent = base.newScope();
        try {
            manifest.check(folder, RewardManifest.BASE, "base (model.safetensors)", base.baseHash());
            LoraAdapter adapter = PeftFolder.read(folder.resolve(ADAPTER), base.config(), parent);
            manifest.check(folder, RewardManifest.ADAPTER, "adapter (" + ADAPTER + "/)", adapter.hash());
            RewardHead head =
                    RewardHead.read(folder.resolve(HEAD), base.config().text().hiddenSize(), parent);
            manifest.check(folder, RewardManifest.HEAD, "head (" + HEAD + ")", head.hash());
            return new RewardModel(manifest, base, adapter, head, template);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    private static String tokenizerHash(Path folder) {
        Path file = folder.resolve("tokenizer.json");
        try {
            return Sha256Hex.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ModelFormatException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void copyBase(Path base, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(base)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = file.getFileName().toString();
                boolean wanted = name.matches(".*\\.(json|safetensors|jinja)") && !name.equals(RewardManifest.FILE);
                if (wanted && !file.toAbsolutePath().equals(folder.resolve(name).toAbsolutePath())) {
                    Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
