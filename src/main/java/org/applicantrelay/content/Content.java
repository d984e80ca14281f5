package org.applicantrelay.content;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.applicantrelay.privacy.Personal;
import org.applicantrelay.time.Ids;
import org.springframework.data.domain.Persistable;

/** One kept input or file of an application. */
@Entity
public class Content implements Persistable<UUID> {

    /** What it is. */
    public enum Kind {
        /** The applicant's element of idibu's listing. */
        LISTING,
        /** The form that idibu's webhook has posted. */
        EVENT,
        /** The forwarded mail, as it lay in the mailbox. */
        MAIL,
        /** idibu's detailed view. */
        DETAIL,
        /** A file, by its position in the detailed view. */
        FILE,
        /** A file of the forwarded mail, by its position among those. */
        MAIL_FILE;

        /** Raw input is what its source says it is; what a file is has to be found out. */
        boolean isFile() {
            return this == FILE || this == MAIL_FILE;
        }
    }

    @Id
    private UUID id;

    private UUID applicationId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private int position;
    private Personal name;
    private String mediaType;
    private long size;
    private String sha256;
    private Instant keptAt;
    private Instant stagedAt;

    /** All its bytes, sealed, where it is raw input that fits into one chunk; otherwise null. */
    private byte[] sealed;

    @Transient
    private boolean fresh;

    protected Content() {}

    Content(UUID applicationId, Kind kind, int position, String name) {
        this.id = Ids.next();
        this.applicationId = applicationId;
        this.kind = kind;
        this.position = position;
        this.name = Personal.of(id, name);
        this.fresh = true;
    }

    /** One that belongs to no application yet. */
    Content(Kind kind, Instant now) {
        this(null, kind, 0, null);
        this.stagedAt = now;
    }

    /** It is this application's from now on. */
    void attach(UUID owner, int next) {
        applicationId = owner;
        position = next;
        stagedAt = null;
    }

    /** It is nobody's, until somebody takes it. */
    void detach(Instant now) {
        applicationId = null;
        stagedAt = now;
    }

    /** It stays, though it belongs to no application. */
    void settle() {
        stagedAt = null;
    }

    void complete(String mediaType, long size, String sha256, Instant now) {
        this.mediaType = mediaType;
        this.size = size;
        this.sha256 = sha256;
        this.keptAt = now;
    }

    /** Its bytes lie in its own row, and in no chunk. */
    void seal(byte[] bytes) {
        sealed = bytes;
    }

    byte[] sealed() {
        return sealed;
    }

    /** False while its chunks are being written, and for ever if that was cut short. */
    boolean isComplete() {
        return keptAt != null;
    }

    @PostLoad
    void loaded() {
        fresh = false;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }

    UUID getApplicationId() {
        return applicationId;
    }

    public Kind getKind() {
        return kind;
    }

    /** From 0, among those of its kind. */
    public int getPosition() {
        return position;
    }

    /** The file name that idibu gave; null for raw input. */
    public String getName() {
        return Personal.text(name, id);
    }

    /** What a file's content itself says it is, such as {@code application/pdf}; null for raw input. */
    public String getMediaType() {
        return mediaType;
    }

    /** In bytes. */
    public long getSize() {
        return size;
    }

    /** 64 hex digits. */
    public String getSha256() {
        return sha256;
    }
}
