package org.applicantrelay.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.deadletter.DeadLetter;
import org.applicantrelay.deadletter.DeadLetters;
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

    private static final int BATCH = 100;

    private final JdbcTemplate database;
    private final Contents contents;
    private final DeadLetters letters;

    KeptData(JdbcTemplate database, Contents contents, DeadLetters letters) {
        this.database = database;
        this.contents = contents;
        this.letters = letters;
    }

    /** Applications without an address whose raw input names whom {@code isMeant} means, and what an erased one still has. */
    Set<UUID> applications(Predicate<Mentions> isMeant) {
        Set<UUID> found = new LinkedHashSet<>(
                database.queryForList(NAMELESS + " and a.state = ?", UUID.class, ApplicationState.ERASED.name()));
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

    /** Dead letters whose input names whom {@code isMeant} means. */
    Set<UUID> letters(Predicate<Mentions> isMeant) {
        Set<UUID> found = new LinkedHashSet<>();
        List<UUID> all = letters.withInput();
        for (int from = 0; from < all.size(); from += BATCH) {
            for (DeadLetter letter : letters.readable(all.subList(from, Math.min(from + BATCH, all.size())))) {
                if (isMeant.test(mentions(letter))) {
                    found.add(letter.getId());
                }
            }
        }
        return found;
    }

    private Mentions mentions(DeadLetter letter) {
        return letter.getContentId() == null
                ? Mentions.in(letter.getInput() == null ? "" : letter.getInput())
                : mentions(contents.get(letter.getContentId()));
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
