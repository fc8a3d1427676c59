package dev.factstream.actor.chat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factstream.actor.adapter.PolicyVersion;
import java.util.List;

/** The JSON that OpenAI's clients expect. Thread-safe. */
final class ChatBodies {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String policyId;
    private final long createdSeconds;

    /** @param createdSeconds when the policy began to be served, since the epoch */
    ChatBodies(String policyId, long createdSeconds) {
        this.policyId = policyId;
        this.createdSeconds = createdSeconds;
    }

    /** How a version is called: as its adapter in the stream. */
    String name(PolicyVersion policy) {
        return policyId + "/" + policy.number();
    }

    /** Whether a client that asks for {@code model} can be answered by this version. */
    boolean serves(String model, PolicyVersion policy) {
        return model.equals(policyId) || model.equals(name(policy));
    }

    /** The newest version by its own name, and by the name that always means the newest. */
    ObjectNode models(PolicyVersion policy) {
        ObjectNode list = MAPPER.createObjectNode().put("object", "list");
        List<String> names = List.of(name(policy), policyId);
        var data = list.putArray("data");
        names.forEach(name -> data.add(model(name, policy)));
        return list;
    }

    ObjectNode model(String name, PolicyVersion policy) {
        return MAPPER.createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", createdSeconds)
                .put("owned_by", "factstream")
                .put("policy_version", policy.number())
                .put("adapter_hash", policy.adapterHash());
    }

    /** A whole answer. */
    ObjectNode completion(Answered answered, String text) {
        ObjectNode body = head("chat.completion", answered);
        ObjectNode choice = choice(body, answered.reason());
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal");
        body.set("usage", usage(answered));
        return body;
    }

    /** The piece of a streamed answer that says who speaks. */
    ObjectNode opening(Answered soFar) {
        ObjectNode body = head("chat.completion.chunk", soFar);
        choice(body, "").putObject("delta").put("role", "assistant").put("content", "");
        return body;
    }

    /** A piece of text of a streamed answer. */
    ObjectNode piece(Answered soFar, String text) {
        ObjectNode body = head("chat.completion.chunk", soFar);
        choice(body, "").putObject("delta").put("content", text);
        return body;
    }

    /** The piece of a streamed answer that says why it ends. */
    ObjectNode closing(Answered answered) {
        ObjectNode body = head("chat.completion.chunk", answered);
        choice(body, answered.reason()).putObject("delta");
        return body;
    }

    /** The last piece of a streamed answer, for who wants tokens counted. */
    ObjectNode counts(Answered answered) {
        ObjectNode body = head("chat.completion.chunk", answered);
        body.putArray("choices");
        body.set("usage", usage(answered));
        return body;
    }

    static ObjectNode error(ChatException why) {
        ObjectNode body = MAPPER.createObjectNode();
        body.putObject("error")
                .put("message", why.getMessage())
                .put("type", why.type())
                .put("param", why.param().orElse(null))
                .put("code", why.code());
        return body;
    }

    private ObjectNode head(String object, Answered answered) {
        return MAPPER.createObjectNode()
                .put("id", answered.id())
                .put("object", object)
                .put("created", answered.createdSeconds())
                .put("model", name(answered.policy()))
                .put("system_fingerprint", answered.policy().adapterHash());
    }

    private static ObjectNode choice(ObjectNode body, String reason) {
        return body.putArray("choices")
                .addObject()
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", reason.isEmpty() ? null : reason);
    }

    private static ObjectNode usage(Answered answered) {
        return MAPPER.createObjectNode()
                .put("prompt_tokens", answered.promptTokens())
                .put("completion_tokens", answered.tokens())
                .put("total_tokens", answered.promptTokens() + answered.tokens());
    }
}
