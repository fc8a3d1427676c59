package dev.factstream.console.cli;

import dev.factstream.data.imports.BadFileException;
import dev.factstream.data.publish.PublishException;
import dev.factstream.infra.broker.BrokerStartException;
import dev.factstream.infra.topics.TopicException;
import dev.factstream.learner.RollbackUnavailableException;
import dev.factstream.learner.RunClosedException;
import dev.factstream.learner.RunOpenException;
import dev.factstream.learner.batch.ForeignPolicyException;
import dev.factstream.learner.batch.ForeignRewardModelException;
import dev.factstream.learner.checkpoint.CheckpointTakeoverException;
import dev.factstream.learner.checkpoint.DiskFullException;
import dev.factstream.learner.checkpoint.LearnerCheckpointException;
import dev.factstream.learner.publish.FencedException;
import dev.factstream.learner.publish.PublishFailedException;
import dev.factstream.learner.replay.VersionNotReplayableException;
import dev.factstream.model.checkpoint.ModelFormatException;
import dev.factstream.runtime.failure.ExitCode;
import dev.factstream.runtime.failure.UserFacingException;
import dev.factstream.runtime.kafka.MissingTopicException;
import dev.factstream.runtime.kafka.UnsuitableClusterException;
import dev.factstream.runtime.management.RoleFailedException;
import dev.factstream.runtime.settings.SettingsException;
import dev.factstream.schemas.adapter.CorruptAdapterException;
import dev.factstream.schemas.rows.BadRowsException;
import dev.factstream.schemas.ticket.UnreadableImageException;
import dev.factstream.schemas.wire.NewerSchemaException;
import dev.factstream.training.optimizer.NonFiniteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/**
 * The user message and exit code of an exception.
 *
 * @param exitCode one of {@link ExitCode}
 * @param message the problem and the remedy
 */
public record CommandFailure(int exitCode, String message) {
    /** A class of Kafka that is missing belongs to its server: see the launcher. */
    private static final Pattern KAFKA_CLASS = Pattern.compile("(org/apache/)?kafka/");

    /** The exceptions whose messages are written for users. */
    private static final Map<Class<? extends Throwable>, Integer> WRITTEN_FOR_USERS = new LinkedHashMap<>();

    static {
        WRITTEN_FOR_USERS.put(SettingsException.class, ExitCode.SETTINGS);
        WRITTEN_FOR_USERS.put(BrokerStartException.class, ExitCode.IN_USE);
        WRITTEN_FOR_USERS.put(UnsuitableClusterException.class, ExitCode.UNAVAILABLE);
        WRITTEN_FOR_USERS.put(TopicException.class, ExitCode.UNAVAILABLE);
        WRITTEN_FOR_USERS.put(ModelFormatException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(LearnerCheckpointException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(DiskFullException.class, ExitCode.NO_SPACE);
        WRITTEN_FOR_USERS.put(CheckpointTakeoverException.class, ExitCode.IN_USE);
        WRITTEN_FOR_USERS.put(ForeignRewardModelException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(ForeignPolicyException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(RunClosedException.class, ExitCode.SETTINGS);
        WRITTEN_FOR_USERS.put(RunOpenException.class, ExitCode.IN_USE);
        WRITTEN_FOR_USERS.put(MissingTopicException.class, ExitCode.UNAVAILABLE);
        WRITTEN_FOR_USERS.put(PublishException.class, ExitCode.UNAVAILABLE);
        WRITTEN_FOR_USERS.put(NonFiniteException.class, ExitCode.INTERNAL);
        WRITTEN_FOR_USERS.put(FencedException.class, ExitCode.IN_USE);
        WRITTEN_FOR_USERS.put(PublishFailedException.class, ExitCode.UNAVAILABLE);
        WRITTEN_FOR_USERS.put(RollbackUnavailableException.class, ExitCode.NO_INPUT);
        WRITTEN_FOR_USERS.put(VersionNotReplayableException.class, ExitCode.NO_INPUT);
        WRITTEN_FOR_USERS.put(CorruptAdapterException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(UnreadableImageException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(BadRowsException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(BadFileException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(NewerSchemaException.class, ExitCode.BAD_DATA);
        WRITTEN_FOR_USERS.put(KafkaException.class, ExitCode.UNAVAILABLE);
    }

    /** Returns the failure of an exception; unexpected exceptions become internal errors. Never throws. */
    public static CommandFailure of(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof RoleFailedException stopped) {
            CommandFailure why = of(stopped.getCause());
            return new CommandFailure(why.exitCode(), stopped.role() + " stopped: " + why.message() + stopped.hint());
        }
        if (cause instanceof UserFacingException ours) {
            return new CommandFailure(ours.exitCode(), ours.getMessage());
        }
        for (Map.Entry<Class<? extends Throwable>, Integer> known : WRITTEN_FOR_USERS.entrySet()) {
            if (known.getKey().isInstance(cause) && cause.getMessage() != null) {
                return new CommandFailure(known.getValue(), message(cause));
            }
        }
        if (cause instanceof NoClassDefFoundError missing
                && KAFKA_CLASS.matcher(String.valueOf(missing.getMessage())).lookingAt()) {
            return new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "this command starts a broker, but the libraries of the broker are not on the class path; use the"
                            + " launcher of an installation that has console/target/broker-lib");
        }
        return cause instanceof IOException io ? ofFile(io) : internal(cause);
    }

    /** Returns an internal error with a one-line message. */
    public static CommandFailure internal(String message) {
        return new CommandFailure(ExitCode.INTERNAL, message);
    }

    /** Kafka's clients name a configuration error only in the cause. */
    private static String message(Throwable known) {
        String message = known.getMessage();
        String reason = known instanceof KafkaException && known.getCause() != null
                ? known.getCause().getMessage()
                : null;
        return reason == null || message.contains(reason) ? message : message + ": " + reason;
    }

    private static CommandFailure ofFile(IOException e) {
        if (e instanceof NoSuchFileException) {
            return new CommandFailure(ExitCode.NO_INPUT, "there is no " + e.getMessage());
        }
        if (e instanceof NotDirectoryException) {
            return new CommandFailure(ExitCode.NO_INPUT, e.getMessage() + " is not a folder");
        }
        if (e instanceof FileAlreadyExistsException) {
            return new CommandFailure(ExitCode.IN_USE, e.getMessage() + " already exists and is not a folder");
        }
        return new CommandFailure(ExitCode.BAD_DATA, "cannot read or write: " + e);
    }

    private static CommandFailure internal(Throwable cause) {
        String firstLine = cause.toString().lines().findFirst().orElse("");
        return internal("internal error: " + firstLine + " (run again with --debug to see where)");
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause instanceof UncheckedIOException)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
