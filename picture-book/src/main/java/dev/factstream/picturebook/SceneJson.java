package dev.factstream.picturebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.picturebook.world.Scene;
import dev.factstream.picturebook.world.Thing;

/** Writes a scene graph as one line of JSON. */
final class SceneJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SceneJson() {}

    static String of(Scene scene) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", scene.id());
        node.put("image", PictureBook.image(scene));
        node.put("environment", scene.environment().name());
        ArrayNode things = node.putArray("things");
        for (Thing thing : scene.things()) {
            things.addObject()
                    .put("kind", thing.kind().name())
                    .put("category", thing.kind().category())
                    .put("colour", thing.colour().word())
                    .put("size", thing.size().word())
                    .put("row", thing.cell().row())
                    .put("column", thing.cell().column())
                    .put("place", thing.cell().words());
        }
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of text and numbers can always be written", e);
        }
    }
}
