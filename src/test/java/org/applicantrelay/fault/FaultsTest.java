package org.applicantrelay.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

class FaultsTest {

    private static final String ANNA = "Anna, anna@example.org";

    @Test
    void aKnownFaultIsFoundInTheChain() {
        RelayException known = new RelayException(Fault.FILE_GONE);

        assertThat(Faults.of(known)).isSameAs(known);
        assertThat(Faults.of(new CamelExecutionException(ANNA, null, new IOException(ANNA, known))))
                .isSameAs(known);
    }

    static Stream<Exception> ofTheDatabase() {
        return Stream.of(
                new SQLException(ANNA),
                new PersistenceException(ANNA),
                new DataIntegrityViolationException(ANNA),
                new CannotCreateTransactionException(ANNA, new SQLException(ANNA)),
                new IllegalStateException(ANNA, new SQLException(ANNA)));
    }

    @ParameterizedTest
    @MethodSource("ofTheDatabase")
    void aFaultOfTheDatabaseIsTriedAgain(Exception thrown) {
        assertFault(thrown, Fault.DATABASE);
    }

    @Test
    void aMappingThatFailsIsNamedWithoutItsText() {
        assertFault(new IllegalStateException(new JsltException(ANNA)), Fault.MAPPING_FAILED);
        assertThat(Faults.of(new JsltException(ANNA))).hasMessage("MAPPING_FAILED");
    }

    @Test
    void idibusXmlThatCannotBeReadIsNamedByItsPlaceOnly() {
        Throwable thrown = catchThrowable(() ->
                new IdibuXmlMapper().readValue("<applicant>\n<name>" + ANNA + "</applicant>", IdibuApplicant.class));

        assertFault(thrown, Fault.IDIBU_UNREADABLE);
        assertThat(Faults.of(thrown).getMessage()).matches("IDIBU_UNREADABLE: at line 2, column \\d+");
    }

    @Test
    void jobtrainsJsonThatCannotBeReadIsJobtrains() {
        ObjectMapper json = new ObjectMapper();

        assertFault(catchThrowable(() -> json.readTree("{\"name\": " + ANNA)), Fault.JOBTRAIN_UNREADABLE);
        assertFault(
                catchThrowable(() -> json.readValue("{\"number\": \"" + ANNA + "\"}", Numbered.class)),
                Fault.JOBTRAIN_UNREADABLE);
    }

    record Numbered(int number) {}

    @Test
    void anUnknownFaultIsNamedByItsTypesAndOurLine() {
        Throwable thrown = new CamelExecutionException(ANNA, null, new IllegalArgumentException(ANNA));

        assertFault(thrown, Fault.UNEXPECTED);
        assertThat(Faults.of(thrown).getMessage())
                .matches("UNEXPECTED: CamelExecutionException from IllegalArgumentException at FaultsTest.java:\\d+");
    }

    @Test
    void aChainInACircleEnds() {
        Exception one = new Exception(ANNA);
        one.initCause(new Exception(ANNA, one));

        assertFault(one, Fault.UNEXPECTED);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultSaysWhatItMeans(Fault fault) {
        assertThat(fault.advice()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(fault.handling()).isNotNull();
    }

    @Test
    void onlyWhatProvesThatNothingWasCreatedLeavesNoDoubt() {
        Set<Fault> certain = EnumSet.allOf(Fault.class);
        certain.removeIf(Fault::leavesDoubt);

        assertThat(certain)
                .containsExactlyInAnyOrder(
                        Fault.JOB_GONE,
                        Fault.JOBTRAIN_UNREACHABLE,
                        Fault.JOBTRAIN_BUSY,
                        Fault.JOBTRAIN_CREDENTIALS,
                        Fault.JOBTRAIN_PATH,
                        Fault.JOBTRAIN_REFUSED);
    }

    private static void assertFault(Throwable thrown, Fault fault) {
        RelayException named = Faults.of(thrown);
        assertThat(named.fault()).isEqualTo(fault);
        assertThat(named.getMessage()).doesNotContain("Anna", "anna");
        assertThat(named).hasNoCause();
    }
}
