package org.applicantrelay.privacy;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.springframework.stereotype.Component;

/** Finds all applications of one person: by an e-mail address, under whichever key it was hashed. */
@Component
public class PersonSearch {

    private final Applications applications;
    private final Vault vault;

    PersonSearch(Applications applications, Vault vault) {
        this.applications = applications;
        this.vault = vault;
    }

    /** That application, and all others of the same person; none where nobody has that track id. */
    public Set<UUID> byTrackId(String trackId) {
        Set<UUID> found = new LinkedHashSet<>();
        applications.findByTrackId(trackId.strip()).ifPresent(application -> {
            found.add(application.getId());
            others(application).forEach(found::add);
        });
        return found;
    }

    private Stream<UUID> others(Application application) {
        String email = application.getEmail();
        return email == null ? Stream.of() : byEmail(email).stream();
    }

    /** All of the person with that address, in any case of letters. */
    public Set<UUID> byEmail(String email) {
        return new LinkedHashSet<>(applications.idsByEmailHash(vault.emailHashes(email)));
    }
}
