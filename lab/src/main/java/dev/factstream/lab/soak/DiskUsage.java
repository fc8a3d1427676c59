package dev.factstream.lab.soak;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Measures the bytes of files by topic and by folder. The folders may change meanwhile. */
final class DiskUsage {
    private DiskUsage() {}

    /** Returns the bytes of the logs in a broker's data folder, by topic; those of indexes, which are preallocated, are left out. */
    static Map<String, LogSize> topics(Path data) throws IOException {
        Map<String, LogSize> sizes = new TreeMap<>();
        try (Stream<Path> logs = Files.list(data).filter(Files::isDirectory)) {
            for (Path log : (Iterable<Path>) logs::iterator) {
                String topic = log.getFileName().toString().replaceFirst("-\\d+(\\.[0-9a-f]+-delete)?$", "");
                sizes.put(topic, sizes.getOrDefault(topic, new LogSize(0, 0)).with(bytes(log, ".log")));
            }
        }
        return sizes;
    }

    /** Returns the bytes of all files in a folder; 0 if it does not exist. */
    static long folder(Path folder) throws IOException {
        return bytes(folder, "");
    }

    private static long bytes(Path folder, String suffix) throws IOException {
        AtomicLong sum = new AtomicLong();
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().endsWith(suffix)) {
                    sum.addAndGet(attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // deleted since its folder was listed
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                return e instanceof NoSuchFileException
                        ? FileVisitResult.CONTINUE
                        : super.postVisitDirectory(visited, e);
            }
        });
        return sum.get();
    }
}
