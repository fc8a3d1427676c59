package dev.factstream.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourceTest {
    public record Actor(
            @Setting(key = "actor.batch.size", defaultValue = "8", doc = "Sequences at a time.")
            int batch,

            @Setting(key = "actor.lanes", defaultValue = "1", doc = "Lanes.")
            int lanes,

            @Setting(key = "actor.id", doc = "A name.") String id) {}

    private static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of(Actor.class);

    @TempDir
    Path dir;

    @Test
    void theEnvironmentOverridesTheFileAndSetOverridesAll() throws IOException {
        Path file =
                Files.writeString(dir.resolve("f.properties"), "actor.batch.size=1\nactor.lanes=1\nactor.id=file\n");
        Map<String, String> environment = Map.of("FACTSTREAM_ACTOR_BATCH_SIZE", "2", "FACTSTREAM_ACTOR_LANES", "2");

        Actor actor = new SettingsSource(Optional.of(file), environment, List.of("actor.batch.size=3"))
                .load(CATALOGUE)
                .bind(Actor.class);

        assertThat(actor).isEqualTo(new Actor(3, 2, "file"));
    }

    @Test
    void aCommandsChoiceYieldsToTheUserButAPinnedOneDoesNot() {
        Actor actor = SettingsSource.of(List.of("actor.batch.size=3", "actor.lanes=3"))
                .load(CATALOGUE, List.of("actor.batch.size=4", "actor.id=four"), List.of("actor.lanes=4"))
                .bind(Actor.class);

        assertThat(actor).isEqualTo(new Actor(3, 4, "four"));
    }

    @Test
    void anUnknownVariableOfAKnownSectionIsRefusedButTheLaunchersOwnIsNot() {
        environment("FACTSTREAM_HOME", "/opt").load(CATALOGUE);

        assertThatThrownBy(() -> environment("FACTSTREAM_ACTOR_BACH_SIZE", "4").load(CATALOGUE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("did you mean actor.batch.size?");
    }

    @Test
    void anUnreadableFileIsOneClearLine() {
        SettingsSource source = new SettingsSource(Optional.of(dir.resolve("none")), Map.of(), List.of());

        assertThatThrownBy(() -> source.load(CATALOGUE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cannot read the settings file")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> SettingsSource.of(List.of("nonsense")).load(CATALOGUE))
                .hasMessage("--set takes key=value, not 'nonsense'");
    }

    private static SettingsSource environment(String variable, String value) {
        return new SettingsSource(Optional.empty(), Map.of(variable, value), List.of());
    }
}
