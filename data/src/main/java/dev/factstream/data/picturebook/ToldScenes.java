package dev.factstream.data.picturebook;

import java.util.Optional;

/** The scenes that conversations and checks without a picture are about. Safe for several threads. */
final class ToldScenes {
    private final Optional<Scenes> scenes;

    /** @param world of the pictures */
    ToldScenes(World world, ReadingDials dials) {
        scenes = dials.things() == 0 ? Optional.empty() : Optional.of(new Scenes(dials.told(world)));
    }

    /**
     * A scene of the same split to tell of instead of showing this one; it has its id, so that rows keep theirs. The same
     * scene where pictures are told of.
     *
     * @param number tells apart what is told instead of the same picture
     */
    Scene insteadOf(Scene shown, int number) {
        return scenes.map(all -> all.scene(Split.of(shown.content()), shown.seed(), number))
                .map(told -> new Scene(shown.id(), told.seed(), told.environment(), told.things()))
                .orElse(shown);
    }
}
