package org.applicantrelay.content;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Transient;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** A sealed piece of a content. */
@Entity
class ContentChunk implements Persistable<ContentChunk.Key> {

    /** Which content, and which of its chunks, from 0. */
    @Embeddable
    record Key(UUID contentId, int number) {}

    @EmbeddedId
    private Key key;

    private byte[] sealed;

    @Transient
    private boolean fresh;

    protected ContentChunk() {}

    ContentChunk(UUID contentId, int number, byte[] sealed) {
        this.key = new Key(contentId, number);
        this.sealed = sealed;
        this.fresh = true;
    }

    byte[] sealed() {
        return sealed;
    }

    @Override
    public Key getId() {
        return key;
    }

    // Without it, Spring Data would look for the chunk before it inserts it.
    @Override
    public boolean isNew() {
        return fresh;
    }
}
