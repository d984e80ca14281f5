package org.applicantrelay.privacy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds all applications of one person: those with the same e-mail address, by whichever key its hash was made. */
@Component
public class PersonSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PersonSearch.class);

    private final Applications applications;
    private final People people;
    private final Vault vault;

    PersonSearch(Applications applications, People people, Vault vault) {
        this.applications = applications;
        this.people = people;
        this.vault = vault;
    }

    /** The applications by their people. */
    interface People extends JpaRepository<Application, UUID> {
        @Query("select a.id from Application a where a.emailHash in :hashes order by a.id")
        Set<UUID> byEmailHash(Collection<String> hashes);

        @Query("select a.emailHash from Application a where a.trackId = :trackId and a.emailHash is not null")
        Optional<String> emailHash(String trackId);
    }

    /** Ids of that application and of all others of its person; empty where there is no such application. */
    @Transactional(readOnly = true)
    public Set<UUID> byTrackId(String trackId) {
        Optional<Application> named = applications.findByTrackId(trackId.strip());
        if (named.isEmpty()) {
            return Set.of();
        }
        Set<UUID> found = new LinkedHashSet<>();
        found.add(named.get().getId());
        String email = readableEmail(named.get());
        if (email != null) {
            Set<String> hashes = new LinkedHashSet<>(vault.emailHashes(email));
            people.emailHash(named.get().getTrackId()).ifPresent(hashes::add);
            found.addAll(people.byEmailHash(hashes));
        }
        return found;
    }

    /** The address; null where there is none, or it cannot be opened: one such row must not keep others from being found. */
    public static String readableEmail(Application application) {
        try {
            return application.getEmail();
        } catch (UnreadableRecordException e) {
            LOG.warn("applicant {}: the address is not known: {}", application.getTrackId(), e.getMessage());
            return null;
        }
    }

    /** Ids of all applications with that address, in any case of letters. */
    @Transactional(readOnly = true)
    public Set<UUID> byEmail(String email) {
        return new LinkedHashSet<>(people.byEmailHash(vault.emailHashes(email)));
    }
}
