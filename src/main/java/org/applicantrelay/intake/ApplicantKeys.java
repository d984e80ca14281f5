package org.applicantrelay.intake;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.hibernate.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The idempotent repository of intake, over the transaction that also writes the application: key and application
 * exist together or not at all. Whoever loses a race is told false; camel-jpa's own repository throws at it, and
 * adds its key in another transaction.
 */
@Component("applicantKeys")
public class ApplicantKeys extends ServiceSupport implements IdempotentRepository {

    private static final String INSERT = """
            insert into applicant_key (key_text, added_at)
            select cast(? as varchar(255)), current_timestamp
            where not exists (select 1 from applicant_key where key_text = ?)
            """;

    /** SQLSTATE, the same in every database. */
    private static final String NOT_UNIQUE = "23505";

    @PersistenceContext
    private EntityManager database;

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(String key) {
        return database.unwrap(Session.class).doReturningWork(connection -> insert(connection, key));
    }

    /** Both databases make the second of two at once wait for the first, and then fail rather than find its key. */
    private static boolean insert(Connection connection, String key) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, key);
            insert.setString(2, key);
            boolean added = insert.executeUpdate() == 1;
            connection.releaseSavepoint(before);
            return added;
        } catch (SQLException e) {
            if (!NOT_UNIQUE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    @Override
    @Transactional(readOnly = true)
    public boolean contains(String key) {
        return !database.createNativeQuery("select 1 from applicant_key where key_text = :key")
                .setParameter("key", key)
                .getResultList()
                .isEmpty();
    }

    /** Never called by our routes: a failed intake rolls its key back. */
    @Override
    @Transactional
    public boolean remove(String key) {
        return database.createNativeQuery("delete from applicant_key where key_text = :key")
                        .setParameter("key", key)
                        .executeUpdate()
                == 1;
    }

    /** Nothing to do: the commit confirms the key. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    /** Refused: a relay without its keys would send every applicant again. */
    @Override
    public void clear() {
        throw new IllegalStateException("The keys of taken-in applicants cannot be cleared");
    }
}
