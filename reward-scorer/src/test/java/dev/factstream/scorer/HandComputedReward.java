package dev.factstream.scorer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.factstream.infra.fixture.RolloutSamples;
import dev.factstream.schemas.facts.AnswerKind;
import dev.factstream.schemas.facts.Facts;
import dev.factstream.schemas.rollout.FinishReason;
import dev.factstream.schemas.rollout.RewardParts;
import dev.factstream.schemas.rollout.Rollout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of the table of rewards computed by hand.
 *
 * @param byDefault in profile {@code default}
 * @param inPaper in profile {@code paper}
 */
public record HandComputedReward(
        String name, Rollout rollout, Facts facts, boolean correct, RewardParts byDefault, RewardParts inPaper) {
    private static final String FILE = "/hand-computed-rewards.txt";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+");

    /** Returns all rows; each has its own prompt. */
    public static List<HandComputedReward> table() {
        try (InputStream in = HandComputedReward.class.getResourceAsStream(FILE)) {
            List<String> rows = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            return Stream.iterate(0, row -> row < rows.size(), row -> row + 1)
                    .map(row -> of(row, rows.get(row)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HandComputedReward of(int number, String row) {
        String[] parts = row.split("\\|\\|");
        List<String> columns = columns(parts[0]);
        String promptId = "row-" + number;
        Facts facts = new Facts(
                promptId,
                columns.get(3).equals("with") ? List.of("A dog sleeps.", "There is one dog.") : List.of(),
                Optional.empty(),
                AnswerKind.valueOf(columns.get(1)),
                Optional.of(columns.get(2)).filter(right -> !right.isEmpty()),
                Double.parseDouble(columns.get(4)));
        String quoted = columns.get(5);
        Rollout rollout = RolloutSamples.rollout(
                number,
                promptId,
                quoted.substring(1, quoted.length() - 1),
                Integer.parseInt(columns.get(6)),
                FinishReason.valueOf(columns.get(7)),
                -1f);
        return new HandComputedReward(
                columns.get(0) + " " + columns.get(3) + " captions: " + quoted,
                rollout,
                facts,
                columns.get(8).equals("yes"),
                reward(parts[1]),
                reward(parts[2]));
    }

    private static RewardParts reward(String text) {
        List<String> columns = columns(text);
        return new RewardParts(
                OptionalDouble.empty(), number(columns.get(0)), number(columns.get(1)), number(columns.get(2)));
    }

    /** Parses the result; the arithmetic after it is only for readers. */
    private static double number(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.lookingAt()) {
            throw new IllegalArgumentException("no number: " + text);
        }
        return Double.parseDouble(number.group());
    }

    private static List<String> columns(String text) {
        return Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
