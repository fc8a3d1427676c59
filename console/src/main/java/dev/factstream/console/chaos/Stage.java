package dev.factstream.console.chaos;

import dev.factstream.schemas.settings.KafkaClients;
import dev.factstream.schemas.topics.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an experiment that kills a role stands on.
 *
 * @param names of topics that exist
 * @param folder for what roles keep, and their logs
 * @param settings of the role that is killed, {@code key=value} each, over those of the experiment
 * @param seed of the run or the samples, and of the moments
 * @param lines told of each kill
 */
record Stage(KafkaClients clients, TopicNames names, Path folder, List<String> settings, long seed, PrintWriter lines) {

    /** Starts {@code factstream ARGUMENTS}, with {@code own} settings, on the cluster; it prints into the log of that name. */
    RoleProcess start(List<String> arguments, String log, List<String> own) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("kafka.bootstrap.servers=" + clients.bootstrapServers(), "topics.prefix=" + names.prefix()));
        all.addAll(own);
        List<String> command = new ArrayList<>(arguments);
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        return new RoleProcess(command, log(log));
    }

    /** As {@link #start}, of the role that is killed: what the user sets comes last. */
    RoleProcess startVictim(String role, String log, List<String> own) throws IOException {
        List<String> all = new ArrayList<>(own);
        all.addAll(settings);
        return start(List.of(role), log, all);
    }

    /** Where what is called {@code name} prints. */
    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    void say(String format, Object... values) {
        lines.println(String.format(format, values));
        lines.flush();
    }
}
