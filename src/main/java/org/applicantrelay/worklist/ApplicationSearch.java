package org.applicantrelay.worklist;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Listed;
import org.applicantrelay.privacy.Vault;
import org.springframework.stereotype.Component;

/**
 * Looks for applications in any state, the newest first. The text of a query holds only the conditions that are given: one
 * that tells each parameter from nothing would be planned without an index.
 */
@Component
class ApplicationSearch {

    private static final String FIND = "select new org.applicantrelay.application.Listed("
            + "a.trackId, a.state, a.code, a.receivedAt, a.channels, a.jobReference, a.jobId) from Application a";

    private static final String NEWEST_FIRST = " order by a.receivedAt desc, a.id desc";

    private final Applications applications;
    private final Vault vault;

    @PersistenceContext
    private EntityManager database;

    ApplicationSearch(Applications applications, Vault vault) {
        this.applications = applications;
        this.vault = vault;
    }

    /**
     * What is looked for; null or blank for whatever it may be.
     *
     * @param email in any case of letters; neither kept nor shown
     * @param before the track id of the last one that was shown before
     */
    record Wanted(String trackId, String email, String state, String code, Span received, String before) {}

    /**
     * @return at most {@code most}
     * @throws IllegalArgumentException for a state, code or track id that there is not
     */
    List<Listed> find(Wanted wanted, int most) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (!Span.isEmpty(wanted.trackId)) {
            conditions.add("a.trackId = :trackId");
            parameters.put("trackId", wanted.trackId.strip());
        }
        if (!Span.isEmpty(wanted.email)) {
            conditions.add("a.emailHash in (:hash, :previousHash)");
            List<String> hashes = vault.emailHashes(wanted.email);
            parameters.put("hash", hashes.get(0));
            parameters.put("previousHash", hashes.get(hashes.size() - 1));
        }
        if (!Span.isEmpty(wanted.state)) {
            conditions.add("a.state = :state");
            parameters.put("state", state(wanted.state));
        }
        if (!Span.isEmpty(wanted.code)) {
            conditions.add("a.code = :code");
            parameters.put("code", Codes.of(wanted.code));
        }
        if (!wanted.received.equals(Span.ALWAYS)) {
            conditions.add("a.receivedAt >= :since and a.receivedAt < :until");
            parameters.put("since", wanted.received.since());
            parameters.put("until", wanted.received.until());
        }
        if (!Span.isEmpty(wanted.before)) {
            Applications.Place place = applications
                    .placeOf(wanted.before.strip())
                    .orElseThrow(() -> new IllegalArgumentException("No application has the track id before"));
            conditions.add("a.receivedAt <= :at and (a.receivedAt < :at or a.id < :id)");
            parameters.put("at", place.receivedAt());
            parameters.put("id", place.id());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        TypedQuery<Listed> query = database.createQuery(FIND + where + NEWEST_FIRST, Listed.class);
        parameters.forEach(query::setParameter);
        return query.setMaxResults(most).getResultList();
    }

    private static ApplicationState state(String text) {
        return Arrays.stream(ApplicationState.values())
                .filter(state -> state.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A state is one of "
                        + Arrays.stream(ApplicationState.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }
}
