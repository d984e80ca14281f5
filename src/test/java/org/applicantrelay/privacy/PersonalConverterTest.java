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

        assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn(name)))
                .isEqualTo(name);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
        assertThat(Personal.of(ROW, null)).isNull();
        assertThat(Personal.text(null)).isNull();
    }

    @Test
    void theColumnHoldsNoPlainText() {
        byte[] column = converter.convertToDatabaseColumn(Personal.of(ROW, "Anna Example"));

        assertThat(new String(column, StandardCharsets.ISO_8859_1)).doesNotContain("Anna", "Example");
    }

    @Test
    void aColumnCopiedToAnotherRowStillNamesItsOwnSoThatTheEntityCanRefuseIt() {
        byte[] column = converter.convertToDatabaseColumn(Personal.of(ROW, "Anna Example"));

        assertThat(converter.convertToEntityAttribute(column).record()).isEqualTo(ROW);
    }

    @Test
    void aColumnWhoseRowIdWasChangedDoesNotOpen() {
        byte[] column = converter.convertToDatabaseColumn(Personal.of(ROW, "Anna Example"));
        column[15] = (byte) OTHER_ROW.getLeastSignificantBits();

        assertThatThrownBy(() -> converter.convertToEntityAttribute(column))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void aColumnCutShortIsUnreadableAndNothingElse() {
        assertThatThrownBy(() -> converter.convertToEntityAttribute(new byte[10]))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void itPrintsAsAMask() {
        assertThat(Personal.of(ROW, "Anna Example")).hasToString("***");
    }
}
