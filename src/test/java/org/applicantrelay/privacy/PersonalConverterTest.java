package org.applicantrelay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonalConverterTest {

    private static final UUID ROW = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final UUID OTHER_ROW = UUID.fromString("00000000-0000-0000-0000-000000000002");

    private final PersonalConverter converter = new PersonalConverter(new Vault(new byte[32], null));

    @Test
    void aTextComesBackAsItWentIn() {
        Personal name = Personal.of(ROW, "Zo\u00eb O\u2019Neil \ud83d\ude42");
        Personal read = converter.convertToEntityAttribute(converter.convertToDatabaseColumn(name));

        assertThat(read.text()).isEqualTo(name.text());
        assertThat(read.record()).isEqualTo(ROW);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
        assertThat(Personal.of(ROW, null)).isNull();
        assertThat(Personal.text(null, ROW)).isNull();
    }

    @Test
    void theColumnHoldsNoPlainText() {
        byte[] column = converter.convertToDatabaseColumn(Personal.of(ROW, "Anna Example"));

        assertThat(new String(column, StandardCharsets.ISO_8859_1)).doesNotContain("Anna", "Example");
    }

    @Test
    void aColumnCopiedToAnotherRowIsRefusedThere() {
        Personal copied = read(converter.convertToDatabaseColumn(Personal.of(ROW, "Anna Example")));

        assertThat(Personal.text(copied, ROW)).isEqualTo("Anna Example");
        assertThatThrownBy(() -> Personal.text(copied, OTHER_ROW)).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void whatCannotBeOpenedIsReadAndWrittenBackAsItCame() {
        byte[] column = new PersonalConverter(new Vault(
                        new byte[] {
                            1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1,
                            2
                        },
                        null))
                .convertToDatabaseColumn(Personal.of(ROW, "Anna Example"));
        Personal foreign = read(column);

        assertThatThrownBy(foreign::text).isInstanceOf(UnreadableRecordException.class);
        assertThat(converter.convertToDatabaseColumn(foreign)).isEqualTo(column);
    }

    private Personal read(byte[] column) {
        return converter.convertToEntityAttribute(column);
    }

    @Test
    void aColumnWhoseRowIdWasChangedDoesNotOpen() {
        byte[] column = converter.convertToDatabaseColumn(Personal.of(ROW, "Anna Example"));
        column[15] = (byte) OTHER_ROW.getLeastSignificantBits();

        assertThatThrownBy(() -> read(column).text()).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void aColumnCutShortIsUnreadableAndNothingElse() {
        assertThatThrownBy(() -> read(new byte[10]).text()).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void itPrintsAsAMask() {
        assertThat(Personal.of(ROW, "Anna Example")).hasToString("***");
    }
}
