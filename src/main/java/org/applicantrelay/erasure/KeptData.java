package org.applicantrelay.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.privacy.PersonalConverter;
import org.applicantrelay.privacy.UnreadableRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Looks for a person in what no e-mail hash leads to: dead letters, mails that name no applicant, applications of whom no
 * address is known yet. There are few of them, and what they hold cannot always be parsed, so that each is opened and its
 * text looked through.
 */
@Component
class KeptData {

    private static final Logger LOG = LoggerFactory.getLogger(KeptData.class);

    private static final String NAMELESS = """
            select a.id from application a
            where a.email_hash is null and exists (select 1 from content c where c.application_id = a.id)""";

    private static final String LETTERS = """
            select id, input, content_id from dead_letter
            where id > ? and last_at >= ? and (input is not null or content_id is not null) order by id limit ?""";

    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int BATCH = 100;

    private final JdbcTemplate database;
    private final Contents contents;
    private final PersonalConverter sealing;

    KeptData(JdbcTemplate database, Contents contents, PersonalConverter sealing) {
        this.database = database;
        this.contents = contents;
        this.sealing = sealing;
    }

    /** Applications without an address whose raw input names whom {@code isMeant} means, and what an erased one still has. */
    Set<UUID> applications(Predicate<Mentions> isMeant) {
        Set<UUID> found = leftOver();
        for (UUID id :
                database.queryForList(NAMELESS + " and a.state <> ?", UUID.class, ApplicationState.ERASED.name())) {
            if (contents.all(id).stream()
                    .filter(content -> content.getMediaType() == null)
                    .anyMatch(content -> isMeant.test(mentions(content)))) {
                found.add(id);
            }
        }
        return found;
    }

    /** Erased applications that have contents again: a delivery that had lost its claim to the erasure has kept them. */
    Set<UUID> leftOver() {
        return new LinkedHashSet<>(
                database.queryForList(NAMELESS + " and a.state = ?", UUID.class, ApplicationState.ERASED.name()));
    }

    /** Dead letters that came last at {@code since} or later, and whose input names whom {@code isMeant} means. */
    Set<UUID> letters(Predicate<Mentions> isMeant, Instant since) {
        Set<UUID> found = new LinkedHashSet<>();
        int unreadable = 0;
        UUID last = BEFORE_ALL;
        for (List<Letter> batch = after(last, since); !batch.isEmpty(); batch = after(last, since)) {
            for (Letter letter : batch) {
                try {
                    if (isMeant.test(mentions(letter))) {
                        found.add(letter.id());
                    }
                } catch (UnreadableRecordException e) {
                    unreadable++;
                }
            }
            last = batch.get(batch.size() - 1).id();
        }
        if (unreadable > 0) {
            LOG.warn("{} dead letters cannot be opened, so that nobody can tell whom they name", unreadable);
        }
        return found;
    }

    /** One with an input, which is not opened yet. */
    private record Letter(UUID id, byte[] sealed, UUID contentId) {}

    private List<Letter> after(UUID last, Instant since) {
        return database.query(
                LETTERS,
                (row, number) -> new Letter(
                        row.getObject("id", UUID.class),
                        row.getBytes("input"),
                        row.getObject("content_id", UUID.class)),
                last,
                since.atOffset(ZoneOffset.UTC),
                BATCH);
    }

    private Mentions mentions(Letter letter) {
        return letter.contentId() == null
                ? Mentions.in(sealing.convertToEntityAttribute(letter.sealed()).text())
                : mentions(contents.get(letter.contentId()));
    }

    private Mentions mentions(Content content) {
        try (InputStream bytes = contents.open(content)) {
            return Mentions.in(bytes);
        } catch (UnreadableRecordException e) {
            LOG.warn("A content cannot be opened, so that nobody can tell whom it names: {}", e.getMessage());
            return Mentions.in("");
        } catch (IOException e) {
            throw new UncheckedIOException("A content could not be read", e);
        }
    }
}
