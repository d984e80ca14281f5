package org.applicantrelay.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.applicantrelay.privacy.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of tombstones outside the database, so that a restored dump brings nobody back: a file that is only appended
 * to, one JSON object a line, each on the disk before its erasure begins. Several processes may share it. It holds hashes
 * and sealed keys only.
 */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final JsonMapper JSON = JsonMapper.builder()
            // What a later version writes is read as far as this one knows it.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Within one process a file lock is refused, not waited for. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;

    Journal(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * One line: either a key, or the tombstones of one erasure.
     *
     * @param key id of the key
     * @param sealed that key, as the Vault sealed it; null in a line of tombstones
     * @param erasure null where it is not known any more
     * @param at such as {@code 2026-11-25T12:00:00Z}
     * @param trackIds hashes
     * @param emails hashes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(String key, byte[] sealed, String erasure, String at, List<String> trackIds, List<String> emails) {

        static Line ofKey(String key, byte[] sealed) {
            return new Line(key, sealed, null, null, null, null);
        }

        /** Those of the line. */
        Stream<Tombstone> tombstones() {
            UUID id = erasure == null ? null : UUID.fromString(erasure);
            Instant erased = Instant.parse(at);
            return Stream.concat(
                    trackIds.stream().map(hash -> new Tombstone(hash, Tombstone.Kind.TRACK_ID, key, id, erased)),
                    emails.stream().map(hash -> new Tombstone(hash, Tombstone.Kind.EMAIL, key, id, erased)));
        }

        boolean holdsKey() {
            return sealed != null;
        }

        private boolean isWhole() {
            return key != null && (sealed != null || at != null && trackIds != null && emails != null);
        }
    }

    /**
     * All whole lines, the first first; an empty file where there was none. A line that a crash has cut off is passed over
     * with a warning: its erasure had not begun.
     *
     * @throws JournalException where the file cannot be read and written
     */
    List<Line> read() {
        return inFile(this::lines);
    }

    private List<Line> lines(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        channel.position(0);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // One read need not bring all.
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).split("\n")) {
            number++;
            Line line = text.isBlank() ? null : line(text);
            if (line != null) {
                lines.add(line);
            } else if (!text.isBlank()) {
                LOG.warn(
                        "Line {} of the journal {} is cut off or damaged and is passed over; where an erasure failed at that"
                                + " time, ask for it again",
                        number,
                        file);
            }
        }
        return lines;
    }

    private static Line line(String text) {
        try {
            Line line = JSON.readValue(text, Line.class);
            if (line == null || !line.isWhole()) {
                return null;
            }
            if (!line.holdsKey()) {
                // Throws for what is no id and no time.
                line.tombstones().close();
            }
            return line;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    /**
     * Writes {@code lines} behind all others; on return they are on the disk.
     *
     * @return where the first of them stands, in bytes from the beginning
     * @throws JournalException where that is not certain
     */
    long append(List<Line> lines) {
        return inFile(channel -> {
            StringBuilder text = new StringBuilder(endsWithin(channel) ? "\n" : "");
            long begin = channel.size() + text.length();
            for (Line line : lines) {
                text.append(JSON.writeValueAsString(line)).append('\n');
            }
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return begin;
        });
    }

    /** Whether a crash has cut off the last line: what follows must not become part of it. */
    private static boolean endsWithin(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }

    /** What is done with the locked file. */
    @FunctionalInterface
    private interface Work<T> {
        T on(FileChannel channel) throws IOException;
    }

    private <T> T inFile(Work<T> work) {
        synchronized (ONE_AT_A_TIME) {
            try {
                boolean isNew = Files.notExists(file);
                Files.createDirectories(file.getParent());
                try (FileChannel channel = FileChannel.open(
                                file,
                                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                                OwnerOnly.file());
                        FileLock lock = channel.lock()) {
                    T done = work.on(channel);
                    if (isNew) {
                        syncFolder();
                    }
                    return done;
                }
            } catch (IOException | ArithmeticException e) {
                throw new JournalException("The journal of erasures, " + file + ", cannot be read and written ("
                        + e.getClass().getSimpleName() + "): make it so, or name another file with"
                        + " relay.privacy.journal.");
            }
        }
    }

    /** A new file is certain to be there after a crash only once its folder is on the disk. */
    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            LOG.debug("This file system cannot be told to write a folder");
        }
    }

    /** For operators. */
    Path file() {
        return file;
    }
}
