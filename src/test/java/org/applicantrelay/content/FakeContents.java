package org.applicantrelay.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.applicantrelay.privacy.Vault;

/** Keeps one file in memory, for tests without a database. */
public final class FakeContents extends Contents {

    private Content content;
    private byte[] bytes;

    public FakeContents() {
        super(null, null, null, null, null);
    }

    @Override
    public Content keep(UUID applicationId, Content.Kind kind, int position, String name, InputStream stream)
            throws IOException {
        byte[] read = stream.readAllBytes();
        Content kept = new Content(applicationId, kind, position, name);
        kept.complete(MediaTypes.detect(read, name), read.length, Vault.sha256(read), Instant.EPOCH);
        bytes = read;
        content = kept;
        return kept;
    }

    @Override
    public Content stage(Content.Kind kind, InputStream stream) throws IOException {
        return keep(null, kind, 0, null, stream);
    }

    @Override
    public Optional<Content> find(UUID applicationId, Content.Kind kind, int position) {
        return Optional.ofNullable(content).filter(kept -> kept.getKind() == kind && kept.getPosition() == position);
    }

    @Override
    public List<Content> all(UUID applicationId) {
        return Optional.ofNullable(content).stream().toList();
    }

    @Override
    public InputStream open(Content kept) {
        return new ByteArrayInputStream(bytes);
    }

    /** What was kept, or null. */
    public byte[] bytes() {
        return bytes;
    }
}
