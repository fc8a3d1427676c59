package dev.factstream.console.experiment.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.schemas.facts.AnswerKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * A run as drift sees it: its scored rollouts and its versions, in the order of their time. The runs that come with this build are those
 * of {@code factstream quickstart} without a reward model; so each answer gets a score as one would give it, a little higher where the
 * answer is correct, with noise of deviation 1. Where a reward model scored, its scores are recorded and count.
 *
 * @param canaries answers that were not trained on; none in a run without them
 */
record Recording(String name, List<Sample> samples, List<Sample> canaries, List<Version> versions) {
    /** How many runs are recorded. */
    static final int RUNS = 3;

    private static final String JUDGE = "recorded";
    private static final int CANARIES_EVERY = 2;
    private static final int CANARIES = 64;
    private static final double CORRECT_IS_WORTH = 0.5;
    private static final int SCORE = 12;

    Recording {
        samples = List.copyOf(samples);
        canaries = List.copyOf(canaries);
        versions = List.copyOf(versions);
    }

    /**
     * Answers that stand in for those of canaries, which the recorded runs had not: of every second version some of its own, since the
     * same policy gave them. They come as soon as the version is out.
     */
    List<Sample> standIns(Random random) {
        List<Sample> canaries = new ArrayList<>();
        for (Version version : versions) {
            List<Sample> own = new ArrayList<>(samples.stream()
                    .filter(sample -> sample.version() == version.version())
                    .toList());
            if (version.version() % CANARIES_EVERY == 0) {
                Collections.shuffle(own, random);
                own.stream().limit(CANARIES).forEach(sample -> canaries.add(sample.at(version.atMillis())));
            }
        }
        return canaries;
    }

    /** The recorded run with this number, from 1. */
    static Recording healthy(int run) {
        String file = "/drift/healthy-" + run + ".csv.gz";
        try (InputStream in = Recording.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing from this build");
            }
            return read("healthy-" + run, new GZIPInputStream(in), new Random(run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link RecordCommand} wrote to this file. */
    static Recording of(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return read(name, in, new Random(1));
        }
    }

    private static Recording read(String name, InputStream in, Random random) throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<Version> versions = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] cells = line.split(",");
            if (cells[0].equals("version")) {
                int version = Integer.parseInt(cells[2]);
                versions.add(new Version(Long.parseLong(cells[1]), version, version, Double.parseDouble(cells[3])));
            } else if (cells[0].equals("rollout")) {
                samples.add(sample(cells, random));
            }
        }
        return new Recording(name, samples, List.of(), versions);
    }

    private static Sample sample(String[] cells, Random random) {
        int version = Integer.parseInt(cells[2]);
        boolean correct = cells[8].equals("1");
        boolean judged = cells.length > SCORE;
        double score = judged ? Double.parseDouble(cells[SCORE]) : random.nextGaussian() + worth(correct);
        return new Sample(
                Long.parseLong(cells[1]),
                new Sample.Writer(version, version, cells[3]),
                AnswerKind.valueOf(cells[4]),
                new Sample.Answer(Integer.parseInt(cells[9]), Double.parseDouble(cells[10])),
                new Sample.Verdict(
                        judged ? cells[SCORE - 1] : JUDGE,
                        score,
                        Double.parseDouble(cells[5]),
                        Double.parseDouble(cells[6]),
                        Double.parseDouble(cells[7]),
                        correct));
    }

    private static double worth(boolean correct) {
        return correct ? CORRECT_IS_WORTH : 0;
    }

    /** A stream of one distribution, in versions of 128. */
    static Recording stationary(int rollouts, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>();
        List<Version> versions = new ArrayList<>();
        for (int number = 0; number < rollouts; number++) {
            int version = number / 128;
            long at = 1_000_000L + 100L * number;
            if (number % 128 == 0) {
                versions.add(new Version(at - 1, version, version, 0.01));
            }
            boolean correct = random.nextBoolean();
            String actor = "actor-" + random.nextInt(2);
            double score = random.nextGaussian() + worth(correct);
            int tokens = 5 + random.nextInt(30);
            samples.add(new Sample(
                    at,
                    new Sample.Writer(version, version, actor),
                    AnswerKind.YES_NO,
                    new Sample.Answer(tokens, Math.abs(0.5 + 0.2 * random.nextGaussian())),
                    new Sample.Verdict(JUDGE, score, correct ? 0.5 : -0.5, -0.05, 0, correct)));
        }
        return new Recording("stationary-" + seed, samples, List.of(), versions);
    }
}
