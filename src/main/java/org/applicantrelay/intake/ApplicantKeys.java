package org.applicantrelay.intake;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
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

    @PersistenceContext
    private EntityManager database;

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(String key) {
        return database.createNativeQuery("""
                                insert into applicant_key (key_text, added_at)
                                select :key, current_timestamp
                                where not exists (select 1 from applicant_key where key_text = :key)
                                """).setParameter("key", key).executeUpdate() == 1;
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

    @Override
    @Transactional(readOnly = true)
    public boolean confirm(String key) {
        return contains(key);
    }

    /** Refused: a relay without its keys would send every applicant again. */
    @Override
    public void clear() {
        throw new IllegalStateException("The keys of taken-in applicants cannot be cleared");
    }
}
