package dev.factstream.schemas.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Typed access to the fields of a generic Avro record; lets mappings read as a list of names. */
final class AvroFields {
    private final GenericRecord record;

    private AvroFields(GenericRecord record) {
        this.record = record;
    }

    static AvroFields of(Object record) {
        return new AvroFields((GenericRecord) record);
    }

    /** Creates a record under {@code schema}; a field that is never put must be nullable. */
    static AvroFields empty(Schema schema) {
        return new AvroFields(new GenericData.Record(schema));
    }

    GenericRecord record() {
        return record;
    }

    AvroFields put(String name, Object value) {
        record.put(name, value);
        return this;
    }

    AvroFields putBytes(String name, byte[] value) {
        return put(name, ByteBuffer.wrap(value));
    }

    AvroFields putEnum(String name, Enum<?> value) {
        return put(name, new GenericData.EnumSymbol(schema(name), value.name()));
    }

    AvroFields putOptional(String name, Optional<?> value) {
        return put(name, value.orElse(null));
    }

    <T> AvroFields putRecord(String name, T value, BiFunction<T, Schema, GenericRecord> mapping) {
        return put(name, mapping.apply(value, schema(name)));
    }

    <T> AvroFields putRecords(String name, List<T> values, BiFunction<T, Schema, GenericRecord> mapping) {
        Schema item = schema(name).getElementType();
        return put(
                name, values.stream().map(value -> mapping.apply(value, item)).toList());
    }

    /** Returns the schema of a field; for a nullable field, the schema of its non-null values. */
    Schema schema(String name) {
        Schema schema = record.getSchema().getField(name).schema();
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    String text(String name) {
        return record.get(name).toString();
    }

    int integer(String name) {
        return (Integer) record.get(name);
    }

    long longInteger(String name) {
        return (Long) record.get(name);
    }

    float single(String name) {
        return (Float) record.get(name);
    }

    double decimal(String name) {
        return (Double) record.get(name);
    }

    boolean flag(String name) {
        return (Boolean) record.get(name);
    }

    ByteBuffer buffer(String name) {
        return (ByteBuffer) record.get(name);
    }

    byte[] bytes(String name) {
        return copy(buffer(name));
    }

    AvroFields nested(String name) {
        return of(record.get(name));
    }

    <E extends Enum<E>> E symbol(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    Optional<String> optionalText(String name) {
        return optional(name, Object::toString);
    }

    Optional<byte[]> optionalBytes(String name) {
        return optional(name, value -> copy((ByteBuffer) value));
    }

    <T> Optional<T> optional(String name, Function<Object, T> mapping) {
        return Optional.ofNullable(record.get(name)).map(mapping);
    }

    <T> List<T> list(String name, Function<Object, T> mapping) {
        return ((List<?>) record.get(name)).stream().<T>map(mapping).toList();
    }

    Map<String, Double> decimals(String name) {
        Map<String, Double> decimals = new TreeMap<>();
        ((Map<?, ?>) record.get(name)).forEach((key, value) -> decimals.put(key.toString(), (Double) value));
        return decimals;
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        ((Map<?, ?>) record.get(name)).forEach((key, value) -> texts.put(key.toString(), value.toString()));
        return texts;
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
