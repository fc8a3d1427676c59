package dev.factstream.picturebook.rows;

import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.SceneGenerator;
import dev.factstream.picturebook.world.Split;
import dev.factstream.picturebook.world.World;
import java.util.Optional;

/** The scenes of conversations and checks without a picture. Thread-safe. */
public final class TextOnlyScenes {
    private final Optional<SceneGenerator> scenes;

    /** @param world the world of the pictures */
    public TextOnlyScenes(World world, ReadingDials dials) {
        scenes = dials.things() == 0 ? Optional.empty() : Optional.of(new SceneGenerator(dials.textOnlyWorld(world)));
    }

    /**
     * Returns a scene of the same split that replaces the one of a picture, with the same id, so that rows keep theirs. Returns
     * that scene itself if texts without a picture are about the pictures' own scenes.
     *
     * @param number distinguishes the replacements of the same picture
     */
    Scene substituteFor(Scene shown, int number) {
        return scenes.map(all -> all.scene(Split.of(shown.content()), shown.seed(), number))
                .map(told -> new Scene(shown.id(), told.seed(), told.environment(), told.things()))
                .orElse(shown);
    }
}
