package org.applicantrelay.privacy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A folder that only this process's user may look into, for what its libraries write for a while. Beside it lies a file that
 * is locked for as long as the process lives: what has no such lock was left by one that was killed, and is removed.
 */
final class TemporaryFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private static final String PREFIX = "applicant-relay-";
    private static final String LOCK = ".lock";

    private final Path folder;
    private final Path lockFile;
    private final FileChannel lock;

    private TemporaryFolder(Path folder, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** One of its own in {@code base}, which may be open to all; what ended processes have left there is removed. */
    static TemporaryFolder in(Path base) throws IOException {
        TemporaryFolder own = make(base);
        try (Stream<Path> files = Files.list(base)) {
            List<Path> others = files.filter(file -> isLock(file) && !file.equals(own.lockFile))
                    .toList();
            others.forEach(file -> own.removeIfLeft(file));
        }
        return own;
    }

    private static TemporaryFolder make(Path base) throws IOException {
        // Another name where somebody takes the lock for a left-over one before it is held.
        while (true) {
            Path lockFile = Files.createTempFile(base, PREFIX, LOCK, OwnerOnly.file());
            FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            if (lock.tryLock() != null && Files.exists(lockFile)) {
                return new TemporaryFolder(
                        Files.createDirectory(folderOf(lockFile), OwnerOnly.folder()), lockFile, lock);
            }
            lock.close();
        }
    }

    private static boolean isLock(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(LOCK);
    }

    private static Path folderOf(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }

    private void removeIfLeft(Path otherLock) {
        try {
            if (!isOwn(otherLock)) {
                return;
            }
            try (FileChannel channel =
                    FileChannel.open(otherLock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (channel.tryLock() == null) {
                    return;
                }
                Path left = folderOf(otherLock);
                if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS) && isOwn(left)) {
                    FileSystemUtils.deleteRecursively(left);
                }
                Files.delete(otherLock);
                LOG.info("Removed what an earlier process has left in {}", left);
            }
        } catch (OverlappingFileLockException e) {
            // Of another relay in this process.
        } catch (IOException e) {
            LOG.warn("{} was left by an earlier process and cannot be removed", folderOf(otherLock));
        }
    }

    /** In a folder for all, anybody may give a file such a name. */
    private boolean isOwn(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(lockFile));
    }

    Path path() {
        return folder;
    }

    /** Removes it with all that lies there. */
    @Override
    public void close() throws IOException {
        try (lock) {
            FileSystemUtils.deleteRecursively(folder);
            Files.deleteIfExists(lockFile);
        }
    }
}
