package dev.factstream.schemas.wire;

import dev.factstream.schemas.ticket.ImagePayload;
import dev.factstream.schemas.ticket.PictureCoordinate;
import dev.factstream.schemas.ticket.Question;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Maps a question and its picture to a nested record of tickets, rollouts and pool entries, and back. */
final class QuestionMapping {
    private QuestionMapping() {}

    static GenericRecord toAvro(Question question, Schema schema) {
        AvroFields fields = AvroFields.empty(schema);
        return fields.put("promptId", question.promptId())
                .put("text", question.text())
                .putOptional("image", question.image().map(image -> toAvro(image, fields.schema("image"))))
                .record();
    }

    static Question fromAvro(AvroFields fields) {
        return new Question(
                fields.text("promptId"),
                fields.text("text"),
                fields.optional("image", image -> image(AvroFields.of(image))));
    }

    private static GenericRecord toAvro(ImagePayload image, Schema schema) {
        return AvroFields.empty(schema)
                .put("sha256", image.sha256())
                .put("mediaType", image.mediaType())
                .put("byteLength", image.byteLength())
                .putOptional("inline", image.inline().map(ByteBuffer::wrap))
                .putOptional("uri", image.uri().map(URI::toString))
                .putOptional("partition", image.stored().map(PictureCoordinate::partition))
                .putOptional("offset", image.stored().map(PictureCoordinate::offset))
                .record();
    }

    private static ImagePayload image(AvroFields fields) {
        return new ImagePayload(
                fields.text("sha256"),
                fields.text("mediaType"),
                fields.integer("byteLength"),
                fields.optionalBytes("inline"),
                fields.optionalText("uri").map(URI::create),
                fields.optional(
                        "partition",
                        partition -> new PictureCoordinate((Integer) partition, fields.longInteger("offset"))));
    }
}
