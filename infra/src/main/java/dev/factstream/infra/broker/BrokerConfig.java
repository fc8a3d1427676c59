package dev.factstream.infra.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration of a single-node KRaft broker for one machine: small buffers, one replica of everything, and groups
 * that form and fail over in seconds instead of the minutes that suit a cluster.
 */
final class BrokerConfig {
    static final String HOST = "127.0.0.1";
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerConfig() {}

    static Map<String, String> of(Path data, int port, int controllerPort) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("log.dirs", data.toString());
        listeners(config, port, controllerPort);
        oneReplica(config);
        quickGroups(config);
        smallMachine(config);
        config.put("auto.create.topics.enable", "false");
        // after a kill -9 a restart waits for the session of the previous broker process to time out, so this is short;
        // not shorter, because training on the same machine may delay heartbeats
        config.put("broker.session.timeout.ms", "5000");
        config.put("broker.heartbeat.interval.ms", "500");
        return config;
    }

    private static void listeners(Map<String, String> config, int port, int controllerPort) {
        config.put("node.id", Integer.toString(NODE_ID));
        config.put("process.roles", "broker,controller");
        config.put(
                "listeners",
                "PLAINTEXT://" + HOST + ":" + port + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort);
        config.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        config.put("controller.listener.names", CONTROLLER_LISTENER);
        config.put("inter.broker.listener.name", "PLAINTEXT");
        config.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    }

    private static void oneReplica(Map<String, String> config) {
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "4");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        config.put("share.coordinator.state.topic.num.partitions", "4");
    }

    private static void quickGroups(Map<String, String> config) {
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("group.streams.initial.rebalance.delay.ms", "0");
        for (String protocol : new String[] {"consumer", "share", "streams"}) {
            String group = "group." + protocol + ".";
            config.put(group + "min.heartbeat.interval.ms", "100");
            config.put(group + "heartbeat.interval.ms", "500");
            config.put(group + "min.session.timeout.ms", "1000");
            config.put(group + "session.timeout.ms", "10000");
        }
        config.put("group.min.session.timeout.ms", "1000");
        config.put("group.share.min.record.lock.duration.ms", "1000");
    }

    private static void smallMachine(Map<String, String> config) {
        config.put("num.network.threads", "1");
        config.put("num.io.threads", "2");
        config.put("background.threads", "2");
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        config.put("log.segment.bytes", Integer.toString(256 << 20));
    }
}
