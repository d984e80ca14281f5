package org.applicantrelay.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.Timeline;
import org.applicantrelay.audit.Actor;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.deadletter.DeadLetters;
import org.applicantrelay.deadletter.ReplayedLetter;
import org.applicantrelay.delivery.Outcome;
import org.applicantrelay.delivery.Outcomes;
import org.applicantrelay.erasure.Mentions;
import org.applicantrelay.erasure.Person;
import org.applicantrelay.operation.Needs;
import org.applicantrelay.operation.Role;
import org.applicantrelay.privacy.PersonSearch;
import org.applicantrelay.privacy.UnreadableRecordException;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.Ids;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a person what is held on them. Who asked for it is written down before anything is. */
@Component
@ManagedResource(objectName = Access.NAME, description = "What is held on a person, for that person")
public class Access {

    static final String NAME = "org.applicantrelay:type=Privacy,name=Access";

    private final PersonSearch search;
    private final Applications applications;
    private final Timeline timeline;
    private final Outcomes outcomes;
    private final Contents contents;
    private final DeadLetters letters;
    private final DatabaseClock clock;
    private final Audit audit;
    private final Exports exports;
    private final TransactionTemplate transaction;

    Access(
            PersonSearch search,
            Applications applications,
            Timeline timeline,
            Outcomes outcomes,
            Contents contents,
            DeadLetters letters,
            DatabaseClock clock,
            Audit audit,
            Exports exports,
            PlatformTransactionManager transactions) {
        this.search = search;
        this.applications = applications;
        this.timeline = timeline;
        this.outcomes = outcomes;
        this.contents = contents;
        this.letters = letters;
        this.clock = clock;
        this.audit = audit;
        this.exports = exports;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Writes all that is held on a person into a file that only this process's user can read, and that is removed after a
     * day.
     *
     * @return the file
     * @throws IllegalArgumentException where nothing is held
     */
    @ManagedOperation(
            description = "Writes all that is held on a person into a ZIP, which is removed after a day; its path")
    @ManagedOperationParameter(name = "person", description = "idibu's id of an applicant, or an e-mail address")
    @Needs(Role.ADMIN)
    public String export(String person) throws IOException {
        UUID id = Ids.next();
        Held held = held(person);
        note(Actor.operator(), id, held);
        Path file = exports.write(id, out -> write(held, out));
        return file.toString();
    }

    /**
     * The same into {@code out}, which is the caller's to close.
     *
     * @param actor who asks for it, for the audit
     */
    public void export(String actor, String person, OutputStream out) throws IOException {
        Held held = held(person);
        note(actor, Ids.next(), held);
        write(held, out);
    }

    /** What was found of a person. */
    private record Held(List<UUID> applications, List<UUID> letters, int unreadableLetters) {}

    private Held held(String person) {
        String given = person == null ? "" : person.strip();
        if (given.isEmpty()) {
            throw new IllegalArgumentException("A track id or an e-mail address is needed");
        }
        boolean isEmail = given.indexOf('@') >= 0;
        Set<UUID> ids = isEmail ? search.byEmail(given) : search.byTrackId(given);
        List<UUID> letterIds = new ArrayList<>();
        int unreadable = 0;
        Person named = person(ids, given, isEmail);
        for (UUID id : letters.ids()) {
            try {
                if (letters.find(id).filter(letter -> isOf(named, letter)).isPresent()) {
                    letterIds.add(id);
                }
            } catch (UnreadableRecordException e) {
                unreadable++;
            }
        }
        if (ids.isEmpty() && letterIds.isEmpty()) {
            throw new IllegalArgumentException("Nothing is held on that person");
        }
        return new Held(List.copyOf(ids), letterIds, unreadable);
    }

    private Person person(Set<UUID> ids, String given, boolean isEmail) {
        List<Application> rows = applications.findAllById(ids);
        Set<String> trackIds =
                new LinkedHashSet<>(rows.stream().map(Application::getTrackId).toList());
        Set<String> emails = rows.stream()
                .map(PersonSearch::readableEmail)
                .filter(Objects::nonNull)
                .map(Person::normal)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (isEmail) {
            emails.add(Person.normal(given));
        } else {
            trackIds.add(given);
        }
        return new Person(trackIds, emails);
    }

    private boolean isOf(Person person, DeadLetter letter) {
        if (letter.getContentId() == null) {
            return letter.getInput() != null && person.isNamedIn(Mentions.in(letter.getInput()));
        }
        try (InputStream bytes = contents.open(contents.get(letter.getContentId()))) {
            return person.isNamedIn(Mentions.in(bytes));
        } catch (IOException e) {
            throw new UnreadableRecordException("The input of a dead letter cannot be read");
        }
    }

    private void note(String actor, UUID export, Held held) {
        transaction.executeWithoutResult(status -> {
            held.applications.forEach(id -> audit.note(actor, "export", "application " + id, "as access-" + export));
            held.letters.forEach(id -> audit.note(actor, "export", "dead letter " + id, "as access-" + export));
        });
    }

    private void write(Held held, OutputStream out) throws IOException {
        PersonArchive archive = new PersonArchive(out, clock.now());
        for (UUID id : held.applications) {
            Optional<Application> application = applications.findById(id);
            if (application.isPresent()) {
                write(archive, application.get());
            }
        }
        for (UUID id : held.letters) {
            Optional<DeadLetter> letter = letters.find(id);
            if (letter.isPresent()) {
                write(archive, letter.get());
            }
        }
        archive.addUnreadable(held.unreadableLetters);
        archive.finish();
    }

    private void write(PersonArchive archive, Application application) throws IOException {
        ObjectNode one = archive.add(application);
        timeline.of(application.getId()).forEach(entry -> PersonArchive.add(one, entry));
        Optional<Outcome> outcome = outcomes.of(application.getId());
        outcome.ifPresent(told -> PersonArchive.add(one, told));
        for (Content content : contents.all(application.getId())) {
            archive.add(one, content, () -> contents.open(content));
        }
    }

    private void write(PersonArchive archive, DeadLetter letter) throws IOException {
        ReplayedLetter input = ReplayedLetter.of(letter);
        if (!input.isElement() && !input.isEvent() && !input.isMail()) {
            archive.add(letter, null);
        } else if (letter.getContentId() == null) {
            archive.add(letter, () -> new ByteArrayInputStream(letter.getInput().getBytes(StandardCharsets.UTF_8)));
        } else {
            archive.add(letter, () -> contents.open(contents.get(letter.getContentId())));
        }
    }
}
