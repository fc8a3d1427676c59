package dev.factstream.console.data;

import dev.factstream.picturebook.PictureBookOptions;
import dev.factstream.picturebook.PictureBookWriter;
import dev.factstream.picturebook.WorldFile;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code factstream data picture-book}: writes pictures with their facts to a folder. */
@Command(
        name = "picture-book",
        description = "Draws a picture book: pictures, their facts, questions and conversations.")
final class PictureBookCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private OutputOrListing target;

    @Option(names = "--count", paramLabel = "N", description = "Number of pictures (default: 1000).")
    private Integer count;

    @Option(names = "--seed", paramLabel = "S", description = "Random seed (default: 1).")
    private Long seed;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "train, validation or held-out; splits share no scene (default: train).")
    private String split;

    @Option(
            names = "--dial",
            paramLabel = "NAME=VALUE",
            description = "Sets the difficulty of the world or the mix of questions; repeatable (see --list-dials).")
    private Map<String, String> dials = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    /** Either an output folder or a listing of the dials. */
    private static final class OutputOrListing {
        @Option(names = "--out", paramLabel = "DIR", description = "Folder to write; created if missing.")
        private Path out;

        @Option(names = "--list-dials", description = "Print the dials and their meanings.")
        private boolean listDials;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (target.listDials) {
            PictureBookOptions.DIALS.forEach((name, meaning) -> out.printf(Locale.ROOT, "%-26s %s%n", name, meaning));
            return ExitCode.OK;
        }
        PictureBookOptions options = options();
        new PictureBookWriter(options).write(target.out);
        WorldFile.write(target.out, options.world());
        out.println(options.count() + " pictures of the " + options.split().text() + " split written to " + target.out
                + "; overview: " + target.out.resolve("overview.png"));
        return ExitCode.OK;
    }

    private PictureBookOptions options() {
        Map<String, String> all = new LinkedHashMap<>(dials);
        put(all, "count", count);
        put(all, "seed", seed);
        put(all, "split", split);
        try {
            return PictureBookOptions.of(all);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private static void put(Map<String, String> dials, String name, Object value) {
        if (value != null) {
            dials.put(name, value.toString());
        }
    }
}
