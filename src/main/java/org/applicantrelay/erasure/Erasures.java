package org.applicantrelay.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.erasure.Tombstone.Kind;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.privacy.PersonSearch;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.Ids;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases a person. First the tombstones are in the journal; then tombstones, all that is here, and the record of what is
 * asked of idibu and Jobtrain change in one transaction, so that nothing is half done at any moment; then it waits for
 * whoever was writing meanwhile, and looks once more.
 */
@Component
public class Erasures {

    private static final String NOTE = "erased";

    /** Longer than any transaction that has noted its time before it writes. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final PersonSearch search;
    private final KeptData kept;
    private final Applications applications;
    private final DeadLetters letters;
    private final ErasedApplications erased;
    private final Tombstones tombstones;
    private final TombstoneKeys keys;
    private final Journal journal;
    private final Writers writers;
    private final ErasureRecords records;
    private final Audit audit;
    private final DatabaseClock clock;
    private final TransactionTemplate transaction;

    Erasures(
            PersonSearch search,
            KeptData kept,
            Applications applications,
            DeadLetters letters,
            ErasedApplications erased,
            Tombstones tombstones,
            TombstoneKeys keys,
            Journal journal,
            Writers writers,
            ErasureRecords records,
            Audit audit,
            DatabaseClock clock,
            PlatformTransactionManager transactions) {
        this.search = search;
        this.kept = kept;
        this.applications = applications;
        this.letters = letters;
        this.erased = erased;
        this.tombstones = tombstones;
        this.keys = keys;
        this.journal = journal;
        this.writers = writers;
        this.records = records;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What an erasure by that track id or address would remove, in a few words; changes nothing. */
    public String find(String trackId, String email) {
        Found found = find(person(trackId, email), Instant.EPOCH);
        Counts counts = new Counts();
        counts.add(Counts.APPLICATIONS, found.applications().size());
        counts.add(Counts.LETTERS, found.letters().size());
        return Counts.inWords(counts.byKind());
    }

    /**
     * Erases the applicant with that track id, and all other applications with the same address.
     *
     * @param actor who asks for it
     * @throws IllegalArgumentException where it cannot be a track id
     * @throws JournalException where the journal cannot be written: nothing is erased then
     */
    public Erased byTrackId(String trackId, String actor) {
        return erase(person(trackId, null), actor);
    }

    /**
     * Erases everybody with that address.
     *
     * @param actor who asks for it
     * @throws IllegalArgumentException where it cannot be an address
     * @throws JournalException where the journal cannot be written: nothing is erased then
     */
    public Erased byEmail(String email, String actor) {
        return erase(person(null, email), actor);
    }

    private Person person(String trackId, String email) {
        Set<UUID> ids;
        Person person = new Person(new TreeSet<>(), new TreeSet<>());
        if (trackId == null) {
            if (email == null || !email.strip().matches("[^@\\s]+@[^@\\s]+")) {
                throw new IllegalArgumentException("An e-mail address is needed, such as name@example.org");
            }
            person.emails().add(Person.normal(email));
            ids = search.byEmail(email);
        } else {
            if (!Arrival.isTrackId(trackId.strip())) {
                throw new IllegalArgumentException("A track id is a whole number, such as 33139609");
            }
            person.trackIds().add(trackId.strip());
            ids = search.byTrackId(trackId);
        }
        for (Application application : applications.findAllById(ids)) {
            if (Arrival.isTrackId(application.getTrackId())) {
                person.trackIds().add(application.getTrackId());
            }
            String known = PersonSearch.readableEmail(application);
            if (known != null) {
                person.emails().add(Person.normal(known));
            }
        }
        return person;
    }

    /** @param since dead letters from before it are not looked through */
    private Found find(Person person, Instant since) {
        Set<UUID> found = new TreeSet<>();
        person.emails().forEach(email -> found.addAll(search.byEmail(email)));
        for (String trackId : person.trackIds()) {
            applications
                    .findByTrackId(trackId)
                    .filter(application -> application.getState() != ApplicationState.ERASED)
                    .map(Application::getId)
                    .ifPresent(found::add);
        }
        found.addAll(kept.applications(person::isNamedIn));
        return new Found(found, kept.letters(person::isNamedIn, since));
    }

    private Erased erase(Person person, String actor) {
        Instant begun = clock.now().minus(MARGIN);
        List<Tombstone> made = new ArrayList<>();
        Counts removed = new Counts();
        Erased first = erase(person, find(person, Instant.EPOCH), actor, made);
        removed.add(first.removed());
        writers.await();
        Found late = find(person, begun);
        if (!late.isNothing()) {
            removed.add(erase(person, late, actor, made).removed());
        }
        tombstones.swept(made);
        return new Erased(first.id(), removed.byKind());
    }

    private Erased erase(Person person, Found found, String actor, List<Tombstone> made) {
        UUID id = Ids.next();
        Instant at = clock.now();
        List<Tombstone> own = tombstones.make(id, at, person.trackIds(), person.emails());
        made.addAll(own);
        journal.append(List.of(Journal.Line.ofKey(keys.own().id(), keys.seal(keys.own())), line(own)));
        return transaction.execute(status -> {
            tombstones.lock();
            tombstones.write(own);
            return remove(id, at, person, email(person), found, actor, own);
        });
    }

    /** As the journal has those of one erasure. */
    static Journal.Line line(List<Tombstone> own) {
        Tombstone any = own.get(0);
        return new Journal.Line(
                any.keyId(),
                null,
                Objects.toString(any.erasureId(), null),
                any.at().toString(),
                hashes(own, Kind.TRACK_ID),
                hashes(own, Kind.EMAIL));
    }

    private static List<String> hashes(Collection<Tombstone> tombstones, Kind kind) {
        return tombstones.stream()
                .filter(tombstone -> tombstone.kind() == kind)
                .map(Tombstone::hash)
                .toList();
    }

    private static String email(Person person) {
        return person.emails().stream().findFirst().orElse(null);
    }

    /**
     * Removes what of an erased person is here again, in the caller's transaction; its tombstones stand. idibu is asked for
     * the track ids alone: with the address somebody may have applied since.
     */
    Erased again(Person person, Found found, String actor) {
        return remove(Ids.next(), clock.now(), person, null, found, actor, tombstones.of(person));
    }

    /** Removes what was found, and opens the record of the rest, in the caller's transaction. */
    private Erased remove(
            UUID id, Instant at, Person person, String email, Found found, String actor, List<Tombstone> own) {
        Counts removed = new Counts();
        List<ErasureRecord.RemoteTrace> traces = new ArrayList<>();
        for (UUID application : new TreeSet<>(found.applications())) {
            Optional<Application> row = applications.lock(application);
            row.flatMap(Erasures::trace).ifPresent(traces::add);
            row.ifPresent(locked -> removed.add(erased.erase(locked, at, NOTE)));
        }
        found.letters().forEach(letter -> removed.add(Counts.LETTERS, letters.erase(letter) ? 1 : 0));
        records.open(new ErasureRecord.Request(
                id,
                at,
                actor,
                new LinkedHashSet<>(person.trackIds()),
                email,
                traces,
                removed.byKind(),
                own.stream().map(Tombstone::hash).collect(Collectors.toList())));
        audit.note(actor, "erase", "erasure " + id, Counts.inWords(removed.byKind()));
        return new Erased(id, removed.byKind());
    }

    /** What of it is in Jobtrain, or may be. */
    private static Optional<ErasureRecord.RemoteTrace> trace(Application application) {
        boolean doubtful = application.getIntentAt() != null;
        return !doubtful && application.getCandidateId() == null && application.getApplicationId() == null
                ? Optional.empty()
                : Optional.of(new ErasureRecord.RemoteTrace(
                        application.getCandidateId(),
                        application.getApplicationId(),
                        application.getJobId(),
                        doubtful));
    }
}
