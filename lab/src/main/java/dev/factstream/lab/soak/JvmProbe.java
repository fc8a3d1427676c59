package dev.factstream.lab.soak;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Objects;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Measures another Java process of this machine and user over JMX. For one thread; close it. */
final class JvmProbe implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private JvmProbe(JMXConnector connector) throws IOException {
        this.connector = connector;
        server = connector.getMBeanServerConnection();
    }

    /** @throws IOException if the process does not answer */
    static JvmProbe attach(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new JvmProbe(
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + pid + " cannot be measured: " + e.getMessage(), e);
        }
    }

    /** Returns the bytes of the heap that a garbage collection left in use, without what was allocated after it. */
    long heapAfterCollection() throws IOException {
        MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc(); // the first one finds what is only reachable by finalizers and cleaners
        memory.gc();
        return ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull) // of a pool that is never collected
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** Returns what the process has read, if it has a {@link ReadVolumeReporter}; nothing before its first consumer. */
    ReadVolume reads() throws IOException {
        try {
            ObjectName name = new ObjectName(ReadVolumeReporter.MBEAN);
            if (!server.isRegistered(name)) {
                return new ReadVolume(Map.of(), Map.of());
            }
            ReadVolumeMXBean volume = JMX.newMXBeanProxy(server, name, ReadVolumeMXBean.class);
            return new ReadVolume(volume.getRecords(), volume.getBytes());
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("the name is a constant", e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
