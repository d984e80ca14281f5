package org.applicantrelay.privacy;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.springframework.stereotype.Component;

/** The one way of personal text into and out of the database: the row's id (16 bytes), then the sealed text. */
@Component
// Otherwise Hibernate copies a value it has read by sealing it and opening it again.
@Immutable
@Converter(autoApply = true)
public class PersonalConverter implements AttributeConverter<Personal, byte[]> {

    private static final int ID_BYTES = 16;

    private final Vault vault;

    public PersonalConverter(Vault vault) {
        this.vault = vault;
    }

    @Override
    public byte[] convertToDatabaseColumn(Personal personal) {
        if (personal == null) {
            return null;
        }
        UUID id = personal.record();
        byte[] sealed = vault.seal(personal.text().getBytes(StandardCharsets.UTF_8), id.toString());
        return ByteBuffer.allocate(ID_BYTES + sealed.length)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(sealed)
                .array();
    }

    @Override
    public Personal convertToEntityAttribute(byte[] column) {
        if (column == null) {
            return null;
        }
        if (column.length < ID_BYTES) {
            throw new UnreadableRecordException("The record is cut short");
        }
        ByteBuffer buffer = ByteBuffer.wrap(column);
        UUID id = new UUID(buffer.getLong(), buffer.getLong());
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return new Personal(id, new String(vault.open(sealed, id.toString()), StandardCharsets.UTF_8));
    }
}
