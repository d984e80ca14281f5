package org.applicantrelay.privacy;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.springframework.stereotype.Component;

/** The one way of personal text into and out of the database: the row's id (16 bytes), then the sealed text. */
@Component
// Otherwise Hibernate would make a copy of each value it has read.
@Immutable
@Converter(autoApply = true)
public class PersonalConverter implements AttributeConverter<Personal, byte[]> {

    static final int ID_BYTES = 16;

    private final Vault vault;

    public PersonalConverter(Vault vault) {
        this.vault = vault;
    }

    @Override
    public byte[] convertToDatabaseColumn(Personal personal) {
        if (personal == null) {
            return null;
        }
        if (personal.column() != null) {
            return personal.column();
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
        // Padded where it is cut short: what comes of it belongs to no row.
        ByteBuffer head = ByteBuffer.wrap(Arrays.copyOf(column, ID_BYTES));
        UUID id = new UUID(head.getLong(), head.getLong());
        return Personal.sealed(id, column, () -> open(id, column));
    }

    private String open(UUID id, byte[] column) {
        if (column.length < ID_BYTES) {
            throw new UnreadableRecordException("The record is cut short");
        }
        byte[] sealed = Arrays.copyOfRange(column, ID_BYTES, column.length);
        return new String(vault.open(sealed, id.toString()), StandardCharsets.UTF_8);
    }
}
