package org.applicantrelay.privacy;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * A personal value and the row it belongs to. Sealed by {@link PersonalConverter} with the row's id as associated
 * data; prints as a mask, so that no log of an entity shows it.
 *
 * <p>One that was read is opened only when it is asked for, and goes back into the database as it came: a row that cannot
 * be opened does not stop those who need nothing but its state.
 */
public final class Personal {

    private final UUID record;
    private final byte[] column;
    private Supplier<String> opening;
    private String text;

    private Personal(UUID record, String text, byte[] column, Supplier<String> opening) {
        this.record = record;
        this.text = text;
        this.column = column;
        this.opening = opening;
    }

    /** {@code text} of {@code record}, or null where there is no text. */
    public static Personal of(UUID record, String text) {
        return text == null ? null : new Personal(record, text, null, null);
    }

    /**
     * One as it was read.
     *
     * @param column all bytes of the column
     * @param opening gives the text, or throws {@link UnreadableRecordException}
     */
    static Personal sealed(UUID record, byte[] column, Supplier<String> opening) {
        return new Personal(record, null, column, opening);
    }

    /**
     * The text of {@code personal}, which may be null.
     *
     * @param record id of the row that it was found in
     * @throws UnreadableRecordException where it cannot be opened, or belongs to another row
     */
    public static String text(Personal personal, UUID record) {
        if (personal == null) {
            return null;
        }
        if (!personal.record.equals(record)) {
            throw new UnreadableRecordException("A sealed value belongs to another row");
        }
        return personal.text();
    }

    /** Id of the row. */
    public UUID record() {
        return record;
    }

    /** The value; {@link UnreadableRecordException} where it cannot be opened. */
    public synchronized String text() {
        if (opening != null) {
            text = opening.get();
            opening = null;
        }
        return text;
    }

    /** The column that it was read from; null for a new value. */
    byte[] column() {
        return column;
    }

    @Override
    public String toString() {
        return "***";
    }
}
