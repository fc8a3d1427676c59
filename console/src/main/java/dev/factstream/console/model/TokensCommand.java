package dev.factstream.console.model;

import dev.factstream.model.checkpoint.LlavaConfig;
import dev.factstream.model.prompt.PromptEncoder;
import dev.factstream.model.tokenizer.Tokenizer;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream model tokens}: prints the prompt of a question as a model reads it. */
@Command(
        name = "tokens",
        description =
                "Prints the token ids of a question's prompt, separated by spaces, and on a second line their text,"
                        + " with line breaks and backslashes as \\n and \\\\. The image token is repeated once per image feature.")
final class TokensCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "Hugging Face folder; without an image, its tokenizer files are enough.")
    private Path folder;

    @Option(names = "--question", required = true, paramLabel = "TEXT", description = "The question.")
    private String question;

    @Option(names = "--image", paramLabel = "FILE", description = "The image of the question, PNG or JPEG.")
    private Optional<Path> image = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Tokenizer tokenizer = Tokenizer.load(folder);
        Optional<float[]> pixels = image.isPresent()
                ? Optional.of(ModelImage.pixels(folder, image.get()).floats())
                : Optional.empty();
        int[] ids = encode(encoder(tokenizer), pixels);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        out.println(oneLine(tokenizer.decodeAll(ids)));
        return ExitCode.OK;
    }

    private PromptEncoder encoder(Tokenizer tokenizer) {
        if (image.isEmpty() && !Files.exists(folder.resolve("config.json"))) {
            return new PromptEncoder(tokenizer, Optional.empty(), 0, Integer.MAX_VALUE); // a tokenizer alone
        }
        LlavaConfig config = ModelImage.config(folder);
        return PromptEncoder.of(config, tokenizer, config.text().maxPositions());
    }

    private int[] encode(PromptEncoder encoder, Optional<float[]> pixels) {
        try {
            return encoder.encode(question, pixels).ids();
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage());
        }
    }

    private static String oneLine(String text) {
        return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
    }
}
