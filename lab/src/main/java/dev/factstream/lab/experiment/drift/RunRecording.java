package dev.factstream.lab.experiment.drift;

import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.schemas.facts.AnswerKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * A recorded run, reduced to the values that drift detection uses: its scored rollouts and its versions, ordered by time.
 *
 * @param name the name of the run
 * @param samples the rollouts that were trained on
 * @param canaries the canary rollouts, which are not trained on; may be empty
 * @param versions the published versions
 */
public record RunRecording(
        String name, List<RecordedRollout> samples, List<RecordedRollout> canaries, List<RecordedVersion> versions) {
    /**
     * The number of recordings in this build, made by {@code factstream quickstart --seed 1|2|3 --set learner.canary.every=2} with the
     * reward model that reads facts.
     */
    public static final int RUNS = 3;

    public RunRecording {
        samples = List.copyOf(samples);
        canaries = List.copyOf(canaries);
        versions = List.copyOf(versions);
    }

    /** Returns the recorded run with this number, from 1. */
    public static RunRecording healthy(int run) {
        String file = "/drift/healthy-" + run + ".csv.gz";
        try (InputStream in = RunRecording.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing from this build");
            }
            return RunRecordingFile.read("healthy-" + run, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file that {@code factstream experiment record} wrote.
     *
     * @throws UserFacingException if the file cannot be read or is not a recording
     */
    public static RunRecording read(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        try (InputStream in = Files.newInputStream(file)) {
            return RunRecordingFile.read(name, in);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.NO_INPUT, file + " cannot be read as a recording of 'factstream experiment record'", e);
        }
    }

    public boolean hasCanaries() {
        return !canaries.isEmpty();
    }

    /** The standard deviation of the reward model's scores before the first faulty version. */
    public double scoreDeviation() {
        double[] scores = samples.stream()
                .filter(sample -> sample.version() < FaultInjection.FIRST)
                .mapToDouble(RecordedRollout::score)
                .toArray();
        double mean = DoubleStream.of(scores).average().orElseThrow();
        return Math.sqrt(DoubleStream.of(scores)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElseThrow());
    }

    /** Returns a stream with constant distributions, 128 rollouts per version. */
    public static RunRecording stationary(int rollouts, long seed) {
        Random random = new Random(seed);
        List<RecordedRollout> samples = new ArrayList<>();
        List<RecordedVersion> versions = new ArrayList<>();
        for (int number = 0; number < rollouts; number++) {
            int version = number / 128;
            long at = 1_000_000L + 100L * number;
            if (number % 128 == 0) {
                versions.add(new RecordedVersion(at - 1, version, version, 0.01));
            }
            boolean correct = random.nextBoolean();
            String actor = "actor-" + random.nextInt(2);
            double score = random.nextGaussian() + (correct ? 0.5 : 0);
            int tokens = 5 + random.nextInt(30);
            samples.add(new RecordedRollout(
                    at,
                    new RecordedRollout.Origin(version, version, actor),
                    AnswerKind.YES_NO,
                    new RecordedRollout.Answer(tokens, Math.abs(0.5 + 0.2 * random.nextGaussian())),
                    new RecordedRollout.Scoring("stationary", score, correct ? 0.5 : -0.5, -0.05, 0, correct)));
        }
        return new RunRecording("stationary-" + seed, samples, List.of(), versions);
    }
}
