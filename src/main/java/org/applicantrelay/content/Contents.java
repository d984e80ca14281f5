package org.applicantrelay.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.applicantrelay.privacy.Vault;
import org.applicantrelay.time.DatabaseClock;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps and gives back contents. Bytes pass in chunks of {@value #CHUNK_BYTES}, each a sealed record and, outside of
 * a caller's transaction, a short transaction of its own: no file is ever whole in memory, and no transaction waits
 * for a partner.
 */
@Component
public class Contents {

    static final int CHUNK_BYTES = 256 * 1024;

    private final ContentRows rows;
    private final ContentChunks chunks;
    private final DatabaseClock clock;
    private final Vault vault;
    private final TransactionTemplate transaction;

    Contents(
            ContentRows rows,
            ContentChunks chunks,
            DatabaseClock clock,
            Vault vault,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.chunks = chunks;
        this.clock = clock;
        this.vault = vault;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The contents' rows. */
    interface ContentRows extends JpaRepository<Content, UUID> {
        // Written out, as those below: what Spring Data makes of a name, Hibernate translates at every call.
        @Query("select c from Content c where c.applicationId = :applicationId and c.kind = :kind"
                + " and c.position = :position")
        Optional<Content> findByApplicationIdAndKindAndPosition(UUID applicationId, Content.Kind kind, int position);

        int countByApplicationIdAndKind(UUID applicationId, Content.Kind kind);

        // Nobody's, so that the index of what belongs to somebody finds it.
        @Query("select c from Content c where c.applicationId is null and c.stagedAt < :time")
        List<Content> findByStagedAtBefore(Instant time);

        // The database deletes their chunks with them.
        @Modifying
        @Query("delete from Content c where c.applicationId = :applicationId")
        int deleteAllOf(UUID applicationId);

        @Query("select c from Content c where c.applicationId = :applicationId and c.keptAt is not null"
                + " order by c.kind, c.position")
        List<Content> findKept(UUID applicationId);
    }

    /** The contents' chunks. */
    interface ContentChunks extends JpaRepository<ContentChunk, ContentChunk.Key> {
        @Modifying
        @Query("delete from ContentChunk c where c.key.contentId = :contentId")
        void deleteAllOf(UUID contentId);

        // Not findById, which is a transaction; nor its bytes alone, which Spring Data would convert one by one.
        @Query("select c from ContentChunk c where c.key = :key")
        Optional<ContentChunk> find(ContentChunk.Key key);
    }

    /** Keeps raw input, as UTF-8, unless the application has one of that kind. */
    public Content keepText(UUID applicationId, Content.Kind kind, String text) throws IOException {
        return keep(applicationId, kind, 0, null, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Keeps what nobody is known to own yet; whoever takes it calls {@link #attach} or {@link #settle}, and what is left
     * over after a crash goes with {@link #clearStaged}.
     */
    public Content stage(Content.Kind kind, InputStream bytes) throws IOException {
        Content staged = transaction.execute(status -> rows.save(new Content(kind, clock.now())));
        try {
            DigestInputStream digested = new DigestInputStream(bytes, Vault.sha256());
            return write(staged, digested.readNBytes(CHUNK_BYTES), digested);
        } catch (IOException | RuntimeException e) {
            discardQuietly(staged);
            throw e;
        }
    }

    /** Gives a staged content to an application, behind others of its kind, in the caller's transaction. */
    public void attach(Content staged, UUID applicationId) {
        transaction.executeWithoutResult(status -> rows.findById(staged.getId())
                .orElseThrow()
                .attach(applicationId, rows.countByApplicationIdAndKind(applicationId, staged.getKind())));
    }

    /** Takes a content from its application, in the caller's transaction; it is staged then. */
    public Content detach(Content content) {
        return transaction.execute(status -> {
            Content own = rows.findById(content.getId()).orElseThrow();
            own.detach(clock.now());
            rows.flush();
            return own;
        });
    }

    /** Keeps a staged content for good, in the caller's transaction. */
    public void settle(Content staged) {
        transaction.executeWithoutResult(
                status -> rows.findById(staged.getId()).orElseThrow().settle());
    }

    /** Forgets a staged content that is not needed. */
    public void discard(Content staged) {
        transaction.executeWithoutResult(status -> rows.findById(staged.getId()).ifPresent(this::delete));
    }

    /** The same after a failure, which may have been the database's: then it goes with {@link #clearStaged}. */
    public void discardQuietly(Content staged) {
        try {
            discard(staged);
        } catch (DataAccessException | TransactionException e) {
            // What went wrong before is what its finder has to hear of.
        }
    }

    /** Forgets what was staged before {@code time} and never taken. */
    public void clearStaged(Instant time) {
        transaction.executeWithoutResult(
                status -> rows.findByStagedAtBefore(time).forEach(this::delete));
    }

    /** Forgets raw input of that kind, where there is any. */
    public void discard(UUID applicationId, Content.Kind kind) {
        transaction.executeWithoutResult(status -> rows.findByApplicationIdAndKindAndPosition(applicationId, kind, 0)
                .ifPresent(this::delete));
    }

    /**
     * Forgets all of an application, in the caller's transaction.
     *
     * @return how many there were
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int discardAll(UUID applicationId) {
        return rows.deleteAllOf(applicationId);
    }

    private void delete(Content content) {
        chunks.deleteAllOf(content.getId());
        rows.delete(content);
        rows.flush();
    }

    /**
     * Keeps all that {@code bytes} gives, unless the application has that content; one that an earlier attempt left
     * unfinished is written anew. What fits into one chunk, and that is most, is one transaction.
     *
     * @param name the file name, or null for raw input
     */
    public Content keep(UUID applicationId, Content.Kind kind, int position, String name, InputStream bytes)
            throws IOException {
        DigestInputStream digested = new DigestInputStream(bytes, Vault.sha256());
        byte[] first = digested.readNBytes(CHUNK_BYTES);
        Content content = new Content(applicationId, kind, position, name);
        if (first.length < CHUNK_BYTES) {
            return keepAtOnce(content, first, digest(digested));
        }
        Optional<Content> earlier = transaction.execute(status -> {
            Optional<Content> complete = complete(content);
            return complete.isPresent() ? complete : Optional.of(rows.save(content));
        });
        return earlier.get().isComplete() ? earlier.get() : write(content, first, digested);
    }

    private Content keepAtOnce(Content content, byte[] plain, String sha256) {
        String mediaType = mediaType(content, plain);
        byte[] sealed = vault.seal(plain, context(content.getId(), 0));
        return transaction.execute(status -> complete(content).orElseGet(() -> {
            content.complete(mediaType, plain.length, sha256, clock.now());
            if (!content.getKind().isFile()) {
                // Every attempt reads it with its row.
                content.seal(sealed);
                return rows.save(content);
            }
            rows.save(content);
            if (plain.length > 0) {
                chunks.save(new ContentChunk(content.getId(), 0, sealed));
            }
            return content;
        }));
    }

    private static String mediaType(Content content, byte[] head) {
        return content.getKind().isFile() && head.length > 0 ? MediaTypes.detect(head, content.getName()) : null;
    }

    private Content write(Content content, byte[] first, DigestInputStream digested) throws IOException {
        Written written = new Written();
        written.mediaType = mediaType(content, first);
        for (byte[] plain = first; plain.length > 0; plain = digested.readNBytes(CHUNK_BYTES)) {
            byte[] sealed = vault.seal(plain, context(content.getId(), written.chunks));
            ContentChunk chunk = new ContentChunk(content.getId(), written.chunks++, sealed);
            transaction.executeWithoutResult(status -> chunks.save(chunk));
            written.size += plain.length;
        }
        String digest = digest(digested);
        return transaction.execute(status -> finish(content.getId(), written, digest));
    }

    private static String digest(DigestInputStream read) {
        return HexFormat.of().formatHex(read.getMessageDigest().digest());
    }

    /** What is known of a content so far. */
    private static final class Written {
        private int chunks;
        private long size;
        private String mediaType;
    }

    private Content finish(UUID id, Written written, String sha256) {
        Content content = rows.findById(id)
                // Retried: one of both has the claim.
                .orElseThrow(() -> new CannotAcquireLockException("A content was begun anew by another replica"));
        content.complete(written.mediaType, written.size, sha256, clock.now());
        return content;
    }

    /** The one that is kept already in the place of {@code content}; one that was left unfinished, or is replaced, is forgotten. */
    private Optional<Content> complete(Content content) {
        Optional<Content> earlier = rows.findByApplicationIdAndKindAndPosition(
                content.getApplicationId(), content.getKind(), content.getPosition());
        Optional<Content> same = earlier.filter(kept -> kept.isComplete() && !isReplacedBy(content, kept));
        if (same.isEmpty()) {
            earlier.ifPresent(this::delete);
        }
        return same;
    }

    /** A file of another name was put in its place at idibu. */
    private static boolean isReplacedBy(Content content, Content kept) {
        return content.getKind() == Content.Kind.FILE
                && content.getName() != null
                && !content.getName().equals(kept.getName());
    }

    /** The content with that id. */
    public Content get(UUID id) {
        return rows.findById(id).orElseThrow(() -> new IllegalStateException("A content is gone"));
    }

    /** The finished content of that kind and position. */
    public Optional<Content> find(UUID applicationId, Content.Kind kind, int position) {
        return rows.findByApplicationIdAndKindAndPosition(applicationId, kind, position)
                .filter(Content::isComplete);
    }

    /** All finished contents of an application, those of one kind by position. */
    public List<Content> all(UUID applicationId) {
        return rows.findKept(applicationId);
    }

    /** The same of one kind. */
    public List<Content> all(UUID applicationId, Content.Kind kind) {
        return all(applicationId).stream()
                .filter(content -> content.getKind() == kind)
                .toList();
    }

    /** Kept raw input, in full; null for null. */
    public String text(Content content) throws IOException {
        if (content == null) {
            return null;
        }
        try (InputStream bytes = open(content)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The bytes of {@code content}, read and opened chunk by chunk as they are asked for. */
    public InputStream open(Content content) {
        if (content.sealed() != null) {
            return new ByteArrayInputStream(vault.open(content.sealed(), context(content.getId(), 0)));
        }
        int count = Math.toIntExact((content.getSize() + CHUNK_BYTES - 1) / CHUNK_BYTES);
        return new SequenceInputStream(new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < count;
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(chunk(content.getId(), next++));
            }
        });
    }

    private byte[] chunk(UUID contentId, int number) {
        ContentChunk chunk = chunks.find(new ContentChunk.Key(contentId, number))
                .orElseThrow(() -> new IllegalStateException("Chunk " + number + " of a content is gone"));
        return vault.open(chunk.sealed(), context(contentId, number));
    }

    private static String context(UUID contentId, int number) {
        return contentId + "/" + number;
    }
}
