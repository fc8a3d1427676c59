package dev.factstream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.factstream.schemas.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String HOME = "factstream.home";

    enum Purpose {
        TRAIN,
        SLOW_CANARY,
        EVAL
    }

    /** A class whose texts it reads itself. */
    public record PointPair(int left, int right) {
        public static PointPair parse(String text) {
            String[] parts = text.split(":");
            Check.require(parts.length == 2, "text", "must have two parts", text);
            return new PointPair(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    public record Network(
            @Setting(key = "actor.port", defaultValue = "0", min = 0, max = 65535, doc = "A port.")
            int port,

            @Setting(key = "actor.pin", defaultValue = "1234", secret = true, doc = "A secret.")
            String pin) {}

    public record Actor(
            @Setting(key = "actor.batch.size", defaultValue = "8", min = 1, doc = "Sequences at a time.")
            int batch,

            @Setting(key = "actor.id", defaultValue = "left", notBlank = true, doc = "A name.")
            String id,

            @Setting(key = "actor.purpose", defaultValue = "train", doc = "What to answer.")
            Purpose purpose,

            Network network) {}

    public record Learner(
            @Setting(key = "learner.rate", defaultValue = "1.0E-3", above = 0, max = 1, doc = "Step size.")
            double rate,

            @Setting(key = "learner.seed", defaultValue = "1", doc = "Seed.")
            long seed,

            @Setting(key = "learner.exact", defaultValue = "false", doc = "Whether to wait.")
            boolean exact,

            @Setting(
                    key = "learner.timeout.seconds",
                    defaultValue = "600",
                    above = 0,
                    unit = ChronoUnit.SECONDS,
                    doc = "Time to wait.")
            Duration timeout,

            @Setting(
                    key = "learner.model",
                    defaultValue = "checkpoints/policy",
                    defaultIn = DefaultFolder.INSTALLATION,
                    doc = "Folder of the model.")
            Path model,

            @Setting(key = "learner.adapter", doc = "Folder of an adapter.")
            Optional<Path> adapter,

            @Setting(key = "learner.targets", defaultValue = "q,v", doc = "Layers.")
            List<String> targets,

            @Setting(key = "learner.purposes", defaultValue = "none", doc = "Purposes.")
            Set<Purpose> purposes,

            @Setting(key = "learner.pair", defaultValue = "1:2", doc = "Two numbers, left:right.")
            PointPair pair,

            SettingTexts texts) {
        public Learner {
            Check.require(rate < 1 || exact, "learner.rate", "must be below 1 without learner.exact", rate);
        }
    }

    private static final SettingsCatalogue ALL = SettingsCatalogue.of(Actor.class, Learner.class);

    @AfterEach
    void forgetTheInstallation() {
        System.clearProperty(HOME);
    }

    @Test
    void aRecordOfSettingsIsCreatedWithTheDefaultsOfKeysThatAreNotGiven() {
        Actor actor = Settings.of(ALL, Map.of()).bind(Actor.class);

        assertThat(actor).isEqualTo(new Actor(8, "left", Purpose.TRAIN, new Network(0, "1234")));
    }

    @Test
    void everyTypeOfSettingIsReadFromItsText() {
        Learner learner = Settings.of(
                        ALL,
                        Map.of(
                                "learner.rate", " 0.5 ",
                                "learner.seed", "9000000000",
                                "learner.exact", "true",
                                "learner.timeout.seconds", "0.25",
                                "learner.model", "mine",
                                "learner.adapter", "peft",
                                "learner.targets", "k , o",
                                "learner.purposes", "eval, train",
                                "learner.pair", "3:4"))
                .bind(Learner.class);

        assertThat(learner.rate()).isEqualTo(0.5);
        assertThat(learner.seed()).isEqualTo(9_000_000_000L);
        assertThat(learner.exact()).isTrue();
        assertThat(learner.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(learner.model()).isEqualTo(Path.of("mine"));
        assertThat(learner.adapter()).contains(Path.of("peft"));
        assertThat(learner.targets()).containsExactly("k", "o");
        assertThat(learner.purposes()).containsExactly(Purpose.TRAIN, Purpose.EVAL);
        assertThat(learner.pair()).isEqualTo(new PointPair(3, 4));
    }

    @Test
    void aSetOfChoicesMayBeAllOrNone() {
        assertThat(learner("learner.purposes", "none").purposes()).isEmpty();
        assertThat(learner("learner.purposes", "all").purposes()).isEqualTo(EnumSet.allOf(Purpose.class));
        assertThat(learner("learner.adapter", "").adapter()).isEmpty();
    }

    @Test
    void aDefaultFolderOfTheInstallationDoesNotDependOnTheWorkingDirectory() {
        System.setProperty(HOME, "/opt/factstream");

        assertThat(Settings.of(ALL, Map.of()).bind(Learner.class).model())
                .isEqualTo(Path.of("/opt/factstream/checkpoints/policy"));
        assertThat(learner("learner.model", "checkpoints/policy").model()).isEqualTo(Path.of("checkpoints/policy"));
    }

    @Test
    void aKeyOfAnotherRoleIsAcceptedAndItsValueChecked() {
        Settings settings = Settings.of(ALL, Map.of("learner.seed", "7", "actor.batch.size", "3"));

        assertThat(settings.bind(Actor.class).batch()).isEqualTo(3);
        assertThatThrownBy(() -> Settings.of(ALL, Map.of("learner.seed", "seven")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("learner.seed must be a whole number, not 'seven' (Seed.)");
    }

    @Test
    void aKeyThatNoRoleKnowsIsRefusedAndTheNearestOneOfAllRolesNamed() {
        assertThatThrownBy(() -> Settings.of(ALL, Map.of("learner.sed", "4")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("unknown setting learner.sed; did you mean learner.seed?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "actor.batch.size        | many     | a whole number, at least 1",
                "actor.batch.size        | 0        | a whole number, at least 1",
                "actor.port              | 65536    | a whole number, at least 0 and at most 65535",
                "learner.rate            | 0        | a number, above 0 and at most 1",
                "learner.rate            | NaN      | a number, above 0 and at most 1",
                "learner.timeout.seconds | 0        | a number of seconds, above 0",
                "learner.timeout.seconds | 1e30     | a number of seconds, above 0",
                "learner.exact           | yes      | true or false",
                "actor.purpose           | fun      | one of train, slow-canary, eval",
                "learner.purposes        | eval,fun | all, none, or some of train, slow-canary, eval, separated by commas",
                "learner.pair            | 3        | a point pair",
                "learner.model           | ''       | a path",
                "actor.id                | ' '      | a text that is not blank"
            })
    void anInvalidValueIsRefusedWithItsKeyTypeBoundsAndDocumentation(String key, String text, String requirement) {
        assertThatThrownBy(() -> Settings.of(ALL, Map.of(key, text)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + " must be " + requirement + ", not '" + text + "' (")
                .hasMessageEndingWith(".)");
    }

    @Test
    void valuesThatContradictEachOtherAreRefusedByTheRecord() {
        Settings settings = Settings.of(ALL, Map.of("learner.rate", "1"));

        assertThatThrownBy(() -> settings.bind(Learner.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("learner.rate must be below 1 without learner.exact");
    }

    @Test
    void theTextsOfARecordAreThoseGivenAndTheDefaultsWithoutSecrets() {
        System.setProperty(HOME, "/opt");
        Settings settings = Settings.of(ALL, Map.of("actor.batch.size", "08"));

        assertThat(settings.texts(Actor.class).byKey())
                .containsOnly(
                        Map.entry("actor.batch.size", "08"),
                        Map.entry("actor.id", "left"),
                        Map.entry("actor.purpose", "train"),
                        Map.entry("actor.port", "0"));
        assertThat(settings.bind(Learner.class).texts().byKey())
                .containsEntry("learner.rate", "1.0E-3")
                .containsEntry("learner.model", "/opt/checkpoints/policy")
                .containsEntry("learner.adapter", "")
                .doesNotContainKey("actor.id");
    }

    @Test
    void otherDefaultsHoldWhereAKeyIsNotGiven() {
        Settings settings = Settings.of(ALL, Map.of("actor.batch.size", "3"))
                .withDefaults(Map.of("actor.batch.size", "4", "actor.id", "right"));

        assertThat(settings.bind(Actor.class).batch()).isEqualTo(3);
        assertThat(settings.bind(Actor.class).id()).isEqualTo("right");
    }

    @Test
    void aKeyIsDeclaredOnlyOnce() {
        record Again(
                @Setting(key = "actor.id", doc = "Another name.")
                String id) {}

        assertThatThrownBy(() -> SettingsCatalogue.of(Actor.class, Again.class))
                .hasMessageContaining("actor.id is declared twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".a", "a.", "a/b", "ä"})
    void aPrefixThatNoTopicMayHaveIsRefusedAsASetting(String prefix) {
        Settings settings = Settings.of(ALL, Map.of("topics.prefix", prefix));

        assertThatThrownBy(() -> CommonSettings.topicNames(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("topics.prefix", "'" + prefix + "'");
    }

    @Test
    void theDescriptionShowsOneRolesEffectiveValuesWithTypesBoundsAndDefaults() {
        Settings settings = Settings.of(ALL, Map.of("actor.batch.size", "3", "learner.seed", "5"));

        assertThat(settings.describe(Actor.class))
                .contains("# Sequences at a time. (whole number, at least 1; default 8)\nactor.batch.size = 3")
                .contains("# What to answer. (one of train, slow-canary, eval")
                .contains("topics.prefix = ")
                .doesNotContain("learner");
    }

    @Test
    void onlyDeclaredSecretsAreMasked() {
        Settings settings = Settings.of(
                ALL,
                Map.ofEntries(
                        Map.entry("actor.pin", "hush-1"),
                        Map.entry("kafka.ssl.truststore.password", "hush-2"),
                        Map.entry("kafka.producer.ssl.keystore.key", "hush-3"),
                        Map.entry("kafka.sasl.jaas.config", "user hush-4"),
                        Map.entry("kafka.basic.auth.user.info", "me:hush-5"),
                        Map.entry("kafka.schema.registry.ssl.key.password", "hush-6"),
                        Map.entry("kafka.streams.main.consumer.ssl.key.password", "hush-7"),
                        Map.entry("kafka.interceptor.api-token", "hush-8"),
                        Map.entry("kafka.sasl.oauthbearer.token.endpoint.url", "https://tokens"),
                        Map.entry("kafka.sasl.login.refresh.buffer.seconds", "5"),
                        Map.entry("kafka.key.serializer", "mine")));

        assertThat(settings.describe(Actor.class))
                .contains("actor.pin = ********")
                .contains("kafka.basic.auth.user.info = ********")
                .contains("kafka.sasl.oauthbearer.token.endpoint.url = https://tokens")
                .contains("kafka.sasl.login.refresh.buffer.seconds = 5")
                .contains("kafka.key.serializer = mine")
                .doesNotContain("hush");
    }

    private static Learner learner(String key, String text) {
        return Settings.of(ALL, Map.of(key, text)).bind(Learner.class);
    }
}
