package org.applicantrelay.erasure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.applicantrelay.erasure.Tombstone.Kind;
import org.applicantrelay.intake.Arrival;
import org.applicantrelay.privacy.PersonSearch;
import org.applicantrelay.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Before any route or port is open, and every minute: journal and database get each other's tombstones, whoever's erasure
 * put them up; and of whom a restored dump has brought back, or an erasure that was cut short has left over, everything is
 * erased once more.
 */
@Component
public class JournalExchange implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(JournalExchange.class);

    private static final String ACTOR = "start";
    private static final String NEXT =
            "select id from application where state <> 'ERASED' and id > ? order by id limit ?";

    /** Below all of ours. */
    private static final UUID FIRST = new UUID(0, 0);

    private static final int BATCH = 500;

    private final Journal journal;
    private final TombstoneKeys keys;
    private final Tombstones tombstones;
    private final Erasures erasures;
    private final KeptData kept;
    private final ErasedApplications erased;
    private final Applications applications;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    JournalExchange(
            Journal journal,
            TombstoneKeys keys,
            Tombstones tombstones,
            Erasures erasures,
            KeptData kept,
            ErasedApplications erased,
            Applications applications,
            JdbcTemplate database,
            PlatformTransactionManager transactions) {
        this.journal = journal;
        this.keys = keys;
        this.tombstones = tombstones;
        this.erasures = erasures;
        this.kept = kept;
        this.erased = erased;
        this.applications = applications;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            List<Journal.Line> lines = journal.read();
            takeIn(lines);
            // Of a delivery that was cut short before it could do so itself.
            kept.leftOver().forEach(id -> transaction.executeWithoutResult(status -> erased.tidy(id)));
            sweep();
            handOut(lines);
        } catch (JournalException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    /** What others have erased meanwhile, beside this database or through it. */
    public void exchange() {
        List<Journal.Line> lines = journal.read();
        if (takeIn(lines) > 0) {
            sweep();
        }
        handOut(lines);
    }

    private static Map<String, List<byte[]>> sealedKeys(List<Journal.Line> lines) {
        Map<String, List<byte[]>> sealed = new LinkedHashMap<>();
        lines.stream().filter(Journal.Line::holdsKey).forEach(line -> sealed.computeIfAbsent(
                        line.key(), id -> new ArrayList<>())
                .add(0, line.sealed()));
        return sealed;
    }

    private List<Tombstone> tombstones(List<Journal.Line> lines) {
        Set<String> known = keys.all().stream().map(TombstoneKey::id).collect(Collectors.toSet());
        List<Journal.Line> erasures =
                lines.stream().filter(line -> !line.holdsKey()).toList();
        if (!erasures.stream().allMatch(line -> known.contains(line.key()))) {
            throw new SettingsException(List.of("The journal of erasures, " + journal.file()
                    + ", lacks the key of some of its lines, and without it erased people could come back: put the whole"
                    + " file back."));
        }
        return erasures.stream().flatMap(Journal.Line::tombstones).toList();
    }

    /** @return how many tombstones are new to the database */
    private int takeIn(List<Journal.Line> lines) {
        keys.load(sealedKeys(lines));
        List<Tombstone> missing = tombstones.missing(tombstones(lines));
        if (missing.isEmpty()) {
            return 0;
        }
        transaction.executeWithoutResult(status -> {
            tombstones.lock();
            tombstones.write(missing);
        });
        LOG.warn("{} tombstones of the journal were not in the database, which was restored or is new", missing.size());
        return missing.size();
    }

    /** Every replica has a journal that is whole, though the erasure was asked of another. */
    private void handOut(List<Journal.Line> lines) {
        List<Tombstone> all = tombstones.all();
        // The newer one of an address stands for more of what has come.
        Map<String, Instant> known = tombstones(lines).stream()
                .collect(Collectors.toMap(
                        Tombstone::hash, Tombstone::at, (one, other) -> one.isBefore(other) ? other : one));
        Map<List<Object>, List<Tombstone>> missing = all.stream()
                .filter(tombstone -> !known.containsKey(tombstone.hash())
                        || known.get(tombstone.hash()).isBefore(tombstone.at()))
                .collect(Collectors.groupingBy(
                        tombstone ->
                                List.of(tombstone.keyId(), tombstone.at(), Objects.toString(tombstone.erasureId(), "")),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Set<String> current = lines.stream()
                .filter(line -> line.holdsKey() && keys.isCurrent(line.sealed()))
                .map(Journal.Line::key)
                .collect(Collectors.toSet());
        List<Journal.Line> more = Stream.concat(
                        keys.all().stream()
                                .filter(key -> !current.contains(key.id()))
                                // A journal without tombstones needs no key, and stays usable with any other database.
                                .filter(key -> all.stream()
                                        .anyMatch(tombstone -> tombstone.keyId().equals(key.id())))
                                .map(key -> Journal.Line.ofKey(key.id(), keys.seal(key))),
                        missing.values().stream().map(Erasures::line))
                .toList();
        if (!more.isEmpty()) {
            journal.append(more);
        }
    }

    private void sweep() {
        Map<String, Tombstone> unswept = tombstones.unswept();
        if (unswept.isEmpty()) {
            return;
        }
        Set<UUID> found = new TreeSet<>(brought(unswept));
        found.addAll(kept.applications(mentions -> isMeant(unswept, mentions)));
        int again = 0;
        for (UUID application : found) {
            again += eraseAgain(application) ? 1 : 0;
        }
        Set<UUID> letters = kept.letters(mentions -> isMeant(unswept, mentions), Instant.EPOCH);
        if (!letters.isEmpty()) {
            again += letters.size();
            eraseAgain(new Person(Set.of(), Set.of()), new Found(Set.of(), letters));
        }
        tombstones.swept(unswept.values());
        if (again > 0) {
            LOG.warn(
                    "{} applications and dead letters of people who were erased were here again, and are erased",
                    again);
        }
    }

    /** Applications of those people; of an address those that came before its erasure. */
    private List<UUID> brought(Map<String, Tombstone> unswept) {
        List<UUID> brought = new ArrayList<>();
        UUID last = FIRST;
        for (List<UUID> ids = next(last); !ids.isEmpty(); ids = next(last)) {
            for (Application application : applications.findAllById(ids)) {
                if (has(unswept, Kind.TRACK_ID, application.getTrackId()) || isErasedByAddress(unswept, application)) {
                    brought.add(application.getId());
                }
            }
            last = ids.get(ids.size() - 1);
        }
        return brought;
    }

    private List<UUID> next(UUID after) {
        return database.queryForList(NEXT, UUID.class, after, BATCH);
    }

    private boolean isErasedByAddress(Map<String, Tombstone> unswept, Application application) {
        String email = PersonSearch.readableEmail(application);
        return email != null
                && tombstones.hashes(Kind.EMAIL, email).stream()
                        .map(unswept::get)
                        .filter(Objects::nonNull)
                        .anyMatch(tombstone -> application.getReceivedAt().isBefore(tombstone.at()));
    }

    private boolean isMeant(Map<String, Tombstone> unswept, Mentions mentions) {
        return mentions.trackIds().stream().anyMatch(id -> has(unswept, Kind.TRACK_ID, id))
                || mentions.emails().stream().anyMatch(email -> has(unswept, Kind.EMAIL, email));
    }

    private boolean has(Map<String, Tombstone> unswept, Kind kind, String text) {
        return tombstones.hashes(kind, text).stream().anyMatch(unswept::containsKey);
    }

    private boolean eraseAgain(UUID id) {
        Application application = applications.findById(id).orElseThrow();
        Person person = new Person(new TreeSet<>(), new TreeSet<>());
        if (Arrival.isTrackId(application.getTrackId())) {
            person.trackIds().add(application.getTrackId());
        }
        String email = PersonSearch.readableEmail(application);
        if (email != null) {
            person.emails().add(Person.normal(email));
        }
        return eraseAgain(person, new Found(Set.of(id), Set.of()));
    }

    /** With a record of its own: what a restored database says of idibu and Jobtrain is as old as its dump. */
    private boolean eraseAgain(Person person, Found found) {
        return !transaction
                .execute(status -> erasures.again(person, found, ACTOR))
                .removed()
                .isEmpty();
    }
}
