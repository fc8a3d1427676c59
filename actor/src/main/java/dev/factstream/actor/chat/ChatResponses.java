package dev.factstream.actor.chat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.actor.adapter.PolicyVersion;

/** Creates response bodies in the JSON of OpenAI's interface. Thread-safe. */
final class ChatResponses {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ChatModels models;
    private final long createdSeconds;

    /** @param createdSeconds start of serving the models, since the epoch */
    ChatResponses(ChatModels models, long createdSeconds) {
        this.models = models;
        this.createdSeconds = createdSeconds;
    }

    /** Lists each policy under the name of its newest version and under the name that always means the newest, and the base. */
    ObjectNode models() {
        ObjectNode list = MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (ChatModel model : models.policies()) {
            data.add(model(model.name(models.version(model).number()), model));
            data.add(model(model.name(), model));
        }
        data.add(model(ChatModel.BASE_NAME, ChatModel.BASE));
        return list;
    }

    ObjectNode model(String name, ChatModel model) {
        PolicyVersion version = models.version(model);
        return MAPPER.createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", createdSeconds)
                .put("owned_by", "factstream")
                .put("policy_version", version.number())
                .put("adapter_hash", version.adapterHash());
    }

    /** Returns a whole answer. */
    ObjectNode completion(AnswerMetadata answered, String text) {
        ObjectNode body = head("chat.completion", answered);
        ObjectNode choice = choice(body, answered.reason());
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal");
        body.set("usage", usage(answered));
        return body;
    }

    /** Returns the first chunk of a streamed answer, which names the role. */
    ObjectNode roleChunk(AnswerMetadata soFar) {
        ObjectNode body = head("chat.completion.chunk", soFar);
        choice(body, "").putObject("delta").put("role", "assistant").put("content", "");
        return body;
    }

    /** Returns a chunk with text of a streamed answer. */
    ObjectNode textChunk(AnswerMetadata soFar, String text) {
        ObjectNode body = head("chat.completion.chunk", soFar);
        choice(body, "").putObject("delta").put("content", text);
        return body;
    }

    /** Returns the chunk of a streamed answer with the finish reason. */
    ObjectNode finishChunk(AnswerMetadata answered) {
        ObjectNode body = head("chat.completion.chunk", answered);
        choice(body, answered.reason()).putObject("delta");
        return body;
    }

    /** Returns the last chunk of a streamed answer, with token counts, for clients that request them. */
    ObjectNode usageChunk(AnswerMetadata answered) {
        ObjectNode body = head("chat.completion.chunk", answered);
        body.putArray("choices");
        body.set("usage", usage(answered));
        return body;
    }

    static ObjectNode error(ChatException error) {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", error.getMessage())
                .put("type", error.type())
                .put("param", error.param().orElse(null))
                .put("code", error.code());
        return body;
    }

    private ObjectNode head(String object, AnswerMetadata answered) {
        return MAPPER.createObjectNode()
                .put("id", answered.id())
                .put("object", object)
                .put("created", answered.createdSeconds())
                .put("model", answered.model().name(answered.policy().number()))
                .put("system_fingerprint", answered.policy().adapterHash());
    }

    private static ObjectNode choice(ObjectNode body, String reason) {
        return body.putArray("choices")
                .addObject()
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", reason.isEmpty() ? null : reason);
    }

    private static ObjectNode usage(AnswerMetadata answered) {
        return MAPPER.createObjectNode()
                .put("prompt_tokens", answered.promptTokens())
                .put("completion_tokens", answered.tokens())
                .put("total_tokens", answered.promptTokens() + answered.tokens());
    }
}
