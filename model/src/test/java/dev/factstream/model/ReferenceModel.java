package dev.factstream.model;

import ai.djl.Device;
import dev.factstream.model.generate.GenerationRequest;
import dev.factstream.model.generate.SamplingOptions;
import dev.factstream.model.network.VisionLanguageModel;
import dev.factstream.model.prompt.EncodedPrompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

/** The biased LLaVA from the reference files, loaded once per JVM, and prompts for it. */
public final class ReferenceModel {

    private static final VisionLanguageModel MODEL = VisionLanguageModel.load(TestResources.BIASED_LLAVA, Device.cpu());

    private ReferenceModel() {}

    public static VisionLanguageModel get() {
        return MODEL;
    }

    /** Returns a prompt about image 0 or 1. */
    public static EncodedPrompt prompt(String question, int image) {
        try {
            byte[] file = Files.readAllBytes(TestResources.BIASED_LLAVA.resolve("image" + image + ".png"));
            float[] pixels = MODEL.imageProcessor().orElseThrow().pixels(file);
            return MODEL.promptEncoder().encode(question, Optional.of(pixels));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a request for twelve tokens at a temperature. */
    public static GenerationRequest request(String question, int image, float temperature, long seed) {
        return new GenerationRequest(prompt(question, image), new SamplingOptions(temperature, 1, 0, 12, seed));
    }
}
