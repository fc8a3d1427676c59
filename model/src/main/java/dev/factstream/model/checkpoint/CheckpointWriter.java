package dev.factstream.model.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes model folders that transformers can load: fp32 weights, configuration, tokenizer and image preprocessing. */
public final class CheckpointWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Files that are copied unchanged with the weights. */
    private static final List<String> COMPANIONS =
            List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja");

    private CheckpointWriter() {}

    /**
     * Writes a complete folder.
     *
     * @param weights by canonical name, exactly those of {@link ExpectedTensors}
     * @param companions folder from which the tokenizer and, if present, preprocessor_config.json are copied
     * @throws ModelFormatException naming a missing or misshapen tensor, or the file that cannot be written
     */
    public static void write(
            Path folder, LlavaConfig config, Map<String, TensorData> weights, Path companions, SpecialTokenIds ids) {
        Map<String, TensorData> onDisk = new LinkedHashMap<>();
        ExpectedTensors.of(config).forEach((name, shape) -> {
            TensorData tensor = weights.get(name);
            if (tensor == null || !java.util.Arrays.equals(tensor.shape(), shape)) {
                throw new ModelFormatException("cannot write " + name + ": it is " + tensor + ", expected shape "
                        + java.util.Arrays.toString(shape));
            }
            onDisk.put(TensorNames.onDisk(name, config.image().isEmpty()), tensor);
        });
        try {
            Files.createDirectories(folder);
            for (String name : COMPANIONS) {
                copy(companions, folder, name);
            }
            json(folder, "config.json", new ConfigWriter(config, ids).json());
            ObjectNode generation = JSON.createObjectNode();
            ids.put(generation);
            json(folder, "generation_config.json", generation);
            boolean nested = copy(companions, folder, "processor_config.json")
                    && ConfigNode.read(folder.resolve("processor_config.json")).has("image_processor");
            if (config.image().isPresent() && !copy(companions, folder, "preprocessor_config.json") && !nested) {
                json(
                        folder,
                        "preprocessor_config.json",
                        preprocessing(config.image().get().vision()));
            }
        } catch (IOException e) {
            throw new ModelFormatException(folder + ": cannot be written: " + e.getMessage(), e);
        }
        Safetensors.write(folder.resolve("model.safetensors"), onDisk);
    }

    private static boolean copy(Path from, Path to, String name) throws IOException {
        Path source = from.resolve(name);
        boolean exists = Files.isRegularFile(source);
        if (exists && !source.toAbsolutePath().equals(to.resolve(name).toAbsolutePath())) {
            Files.copy(source, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return exists;
    }

    private static void json(Path folder, String name, ObjectNode content) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(name).toFile(), content);
    }

    /** CLIP's preprocessing for the vision tower's image size. */
    private static ObjectNode preprocessing(VisionConfig vision) {
        int side = vision.imageSize();
        ObjectNode node = JSON.createObjectNode().put("image_processor_type", "CLIPImageProcessor");
        node.putObject("size").put("shortest_edge", side);
        node.putObject("crop_size").put("height", side).put("width", side);
        node.put("resample", 3).put("rescale_factor", 1 / 255.0);
        for (String step : List.of("convert_rgb", "resize", "center_crop", "rescale", "normalize")) {
            node.put("do_" + step, true);
        }
        node.putArray("image_mean").add(0.48145466).add(0.4578275).add(0.40821073);
        node.putArray("image_std").add(0.26862954).add(0.26130258).add(0.27577711);
        return node;
    }
}
