package org.applicantrelay.fault;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.xml.deser.FromXmlParser;
import com.schibsted.spt.data.jslt.JsltException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.applicantrelay.privacy.UnreadableRecordException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.TransactionException;

/** Names the fault behind any exception. */
public final class Faults {

    /** Classes and one value of SQLSTATE, the same in every database. */
    private static final String WRONG_VALUE = "22";

    private static final String CONSTRAINT = "23";
    private static final String NOT_UNIQUE = "23505";
    private static final String PARENT_GONE = "23503";

    private Faults() {}

    /** The {@link RelayException} in the chain of {@code thrown}, or one that names what the chain means. */
    public static RelayException of(Throwable thrown) {
        return chain(thrown)
                .filter(RelayException.class::isInstance)
                .map(RelayException.class::cast)
                .findFirst()
                .orElseGet(() -> foreign(thrown));
    }

    // Messages of libraries are left out: they quote what they choked on, and that is an applicant's data.
    private static RelayException foreign(Throwable thrown) {
        if (has(thrown, CallNotPermittedException.class)) {
            return new RelayException(
                    circuit(thrown).equals("idibu") ? Fault.IDIBU_UNAVAILABLE : Fault.JOBTRAIN_UNREACHABLE,
                    "it is down and left alone");
        }
        Optional<Throwable> unreadable = chain(thrown)
                .filter(UnreadableRecordException.class::isInstance)
                .findFirst();
        if (unreadable.isPresent()) {
            return new RelayException(Fault.RECORD_UNREADABLE, unreadable.get().getMessage());
        }
        if (has(thrown, JsltException.class)) {
            return new RelayException(Fault.MAPPING_FAILED);
        }
        if (has(thrown, JsonProcessingException.class)) {
            return new RelayException(
                    ofJson(thrown) ? Fault.JOBTRAIN_UNREADABLE : Fault.IDIBU_UNREADABLE, location(thrown));
        }
        if (has(thrown, MessagingException.class)) {
            return has(thrown, AuthenticationFailedException.class)
                    ? new RelayException(Fault.MAILBOX_CREDENTIALS)
                    : new RelayException(Fault.MAILBOX_UNAVAILABLE, names(thrown));
        }
        if (databaseFails(thrown) && !databaseRefuses(thrown)) {
            return new RelayException(Fault.DATABASE, names(thrown));
        }
        return new RelayException(Fault.UNEXPECTED, names(thrown) + place(thrown));
    }

    private static String circuit(Throwable thrown) {
        return chain(thrown)
                .filter(CallNotPermittedException.class::isInstance)
                .map(e -> ((CallNotPermittedException) e).getCausingCircuitBreakerName())
                .findFirst()
                .orElseThrow();
    }

    /** idibu speaks XML, Jobtrain JSON. */
    private static boolean ofJson(Throwable thrown) {
        return chain(thrown)
                .filter(JsonProcessingException.class::isInstance)
                .map(e -> ((JsonProcessingException) e).getProcessor())
                .anyMatch(processor -> processor instanceof JsonParser && !(processor instanceof FromXmlParser));
    }

    private static boolean databaseFails(Throwable thrown) {
        return has(thrown, DataAccessException.class)
                || has(thrown, PersistenceException.class)
                || has(thrown, TransactionException.class)
                || has(thrown, SQLException.class);
    }

    /** Whether the database will refuse the same again: a value or a use of it that is wrong. */
    private static boolean databaseRefuses(Throwable thrown) {
        return has(thrown, InvalidDataAccessApiUsageException.class)
                || chain(thrown)
                        .filter(SQLException.class::isInstance)
                        .map(e -> ((SQLException) e).getSQLState())
                        .anyMatch(state -> state != null
                                && (state.startsWith(WRONG_VALUE) || state.startsWith(CONSTRAINT))
                                // Two wrote the same at once; who tries again finds what the other wrote.
                                && !state.equals(NOT_UNIQUE)
                                && !state.equals(PARENT_GONE));
    }

    private static String location(Throwable thrown) {
        return chain(thrown)
                .filter(JsonProcessingException.class::isInstance)
                .map(e -> ((JsonProcessingException) e).getLocation())
                .filter(at -> at != null)
                .map(at -> "at line " + at.getLineNr() + ", column " + at.getColumnNr())
                .findFirst()
                .orElse(null);
    }

    private static String names(Throwable thrown) {
        return String.join(
                " from ",
                chain(thrown).map(e -> e.getClass().getSimpleName()).distinct().toList());
    }

    /** Where in our code the innermost exception came about. */
    private static String place(Throwable thrown) {
        return chain(thrown)
                .flatMap(e -> Arrays.stream(e.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith("org.applicantrelay"))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return chain(thrown).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, e -> e != null, Throwable::getCause).limit(20);
    }
}
