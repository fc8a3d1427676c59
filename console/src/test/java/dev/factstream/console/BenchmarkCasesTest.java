package dev.factstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the commands that score benchmarks with what the official scripts gave for published and made-up answers. */
class BenchmarkCasesTest {
    private static final Path SHARED =
            Path.of("../../shared/benchmarks").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** What a paper or another repository printed, and hashes of prompts, which need the templates of others. */
    private static final Set<String> NOT_COMPUTED = Set.of("published", "publishedByThatRepo", "promptSha256");

    @TempDir
    private Path dir;

    static Stream<Path> cases() throws IOException {
        if (!Files.isDirectory(SHARED)) {
            return Stream.of(SHARED);
        }
        try (Stream<Path> files = Files.walk(SHARED.resolve("cases"))) {
            List<Path> folders = new ArrayList<>();
            for (Path file :
                    files.filter(file -> file.endsWith("case.json")).sorted().toList()) {
                if (!read(file).path("kind").asText().contains("rendering")) {
                    folders.add(file.getParent());
                }
            }
            return folders.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCaseGivesTheOfficialNumbersAndText(Path folder) throws IOException {
        assumeTrue(Files.isDirectory(SHARED), () -> "needs the folder " + SHARED);
        JsonNode described = read(folder.resolve("case.json"));
        JsonNode expected = read(folder.resolve("expected.json"));
        List<String> command = new ArrayList<>(List.of("eval"));
        command.addAll(score(folder, described));
        Path json = dir.resolve("score.json");
        command.addAll(List.of("--json", json.toString()));

        Console console = Console.run(command.toArray(String[]::new));

        assertThat(console.exitCode()).as(console.err()).isEqualTo(expected.has("officialError") ? 1 : 0);
        List<String> differences = new ArrayList<>();
        compare("", expected, read(json), differences);
        assertThat(differences).isEmpty();
        Path official = folder.resolve("official_stdout.txt");
        if (Files.exists(official)) {
            assertThat(console.out()).startsWith(Files.readString(official));
        }
    }

    @Test
    void theMessagesToTheJudgeAreThoseOfTheOfficialScripts() throws IOException {
        assumeTrue(Files.isDirectory(SHARED), () -> "needs the folder " + SHARED);
        JsonNode expected = read(SHARED.resolve("cases/llava-bench/07/expected.json"));

        assertMessages(
                expected.path("wild_bard"),
                "llava-bench-wild",
                "questions.jsonl",
                "context.jsonl",
                "answers_gpt4.jsonl",
                "bard_0718.jsonl");
        assertMessages(
                expected.path("coco_reference_against_itself"),
                "llava-bench-coco",
                "qa90_questions.jsonl",
                "caps_boxes_coco2014_val_80.jsonl",
                "qa90_gpt4_answer.jsonl",
                "qa90_gpt4_answer.jsonl");
    }

    private void assertMessages(
            JsonNode expected, String data, String questions, String context, String reference, String answers)
            throws IOException {
        Path folder = SHARED.resolve("data").resolve(data);
        Path json = dir.resolve("messages.json");

        Console console = Console.run(
                "eval",
                "llava-bench",
                "messages",
                "--questions",
                folder.resolve(questions).toString(),
                "--context",
                folder.resolve(context).toString(),
                "--rule",
                folder.resolve("rule.json").toString(),
                "--reference",
                folder.resolve(reference).toString(),
                "--answers",
                folder.resolve(answers).toString(),
                "--json",
                json.toString());

        assertThat(console.exitCode()).as(console.err()).isZero();
        List<String> differences = new ArrayList<>();
        compare("", expected, read(json).path("messages"), differences);
        assertThat(differences).isEmpty();
    }

    private static List<String> score(Path folder, JsonNode described) {
        String benchmark = described.path("benchmark").asText();
        if (benchmark.startsWith("llava-bench")) {
            List<String> command = new ArrayList<>(List.of("llava-bench", "score", "--reviews"));
            if (described.path("reviews").isArray()) {
                described.path("reviews").forEach(file -> command.add(file(folder, file)));
            } else {
                command.add(folder.resolve("reviews.jsonl").toString());
            }
            return command;
        }
        return switch (benchmark) {
            case "pope" -> pope(folder, described);
            case "mmhal" -> List.of("mmhal", "score", "--evaluation", file(folder, described.path("evaluation")));
            default -> mmbench(folder, described);
        };
    }

    private static List<String> pope(Path folder, JsonNode described) {
        String labels = described.path("labels").asText();
        String answers = file(folder, described.path("answers"));
        if (described.path("profile").asText().equals("rucaibox")) {
            return List.of(
                    "pope",
                    "score",
                    "--profile",
                    "rucaibox",
                    "--labels",
                    folder.resolve(labels).toString(),
                    "--answers",
                    answers);
        }
        List<String> command =
                new ArrayList<>(List.of("pope", "score", "--profile", "llava", "--answers", answers, "--labels"));
        Path parent =
                (labels.startsWith("data/") ? SHARED : folder).resolve(labels).getParent();
        for (String category : List.of("adversarial", "random", "popular")) { // the order of the official output
            command.add(parent.resolve("coco_pope_" + category + ".json").toString());
        }
        return command;
    }

    private static List<String> mmbench(Path folder, JsonNode described) {
        List<String> command = new ArrayList<>(
                List.of("mmbench", "score", "--predictions", file(folder, described.path("predictions"))));
        if (Files.exists(folder.resolve("judge_replies.json"))) {
            command.addAll(List.of(
                    "--judge-replies", folder.resolve("judge_replies.json").toString()));
        }
        return command;
    }

    /** Returns the file that a case names, before any remark: in its folder, or below the shared one. */
    private static String file(Path folder, JsonNode name) {
        String path = name.asText().split(" ")[0];
        return (path.startsWith("data/") ? SHARED : folder).resolve(path).toString();
    }

    private static void compare(String at, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                if (!NOT_COMPUTED.contains(field.getKey())) {
                    compare(at + "/" + field.getKey(), field.getValue(), actual.path(field.getKey()), differences);
                }
            }
        } else if (expected.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(at + "/" + i, expected.get(i), actual.get(i), differences);
            }
        } else if (expected.isNumber() && actual.isNumber()) {
            if (Double.compare(expected.doubleValue(), actual.doubleValue()) != 0) {
                differences.add(at + ": " + actual + " instead of " + expected);
            }
        } else if (!expected.equals(actual)) {
            differences.add(at + ": " + actual + " instead of " + expected);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }
}
