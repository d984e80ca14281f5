package org.applicantrelay.deadletter;

import java.io.IOException;
import java.io.InputStream;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.Applications;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.erasure.Tombstones;
import org.springframework.stereotype.Component;

/** The steps of a replay before and after the way that the input goes. */
@Component
public class DeadLetterReplays {

    private final DeadLetters letters;
    private final Contents contents;
    private final Applications applications;
    private final Tombstones tombstones;

    DeadLetterReplays(DeadLetters letters, Contents contents, Applications applications, Tombstones tombstones) {
        this.tombstones = tombstones;
        this.letters = letters;
        this.contents = contents;
        this.applications = applications;
    }

    /**
     * The untouched input as its source brings it: a text, or a staged content. A mail is copied, for intake keeps or
     * forgets what it is given, and the letter keeps its own whatever happens.
     */
    public Object input(ReplayedLetter letter) throws IOException {
        if (letter.contentId() == null) {
            return letter.text();
        }
        Content kept = contents.get(letter.contentId());
        try (InputStream bytes = contents.open(kept)) {
            return contents.stage(kept.getKind(), bytes);
        }
    }

    /**
     * Settles the letter, unless its input was refused once more.
     *
     * @param trackId the applicant that the input was found to name; null where it names none, or several
     * @return what has become of it, in a sentence
     */
    public String finish(ReplayedLetter letter, String trackId) {
        String resolution = "Replayed by an operator: " + whatBecameOf(letter, trackId);
        if (letters.resolve(letter.id(), letter.times(), resolution)) {
            return resolution;
        }
        return "Replayed, and kept once more: "
                + letters.find(letter.id()).map(DeadLetter::getCode).orElseThrow();
    }

    private String whatBecameOf(ReplayedLetter letter, String trackId) {
        if (letter.isPage()) {
            return "all applicants of the page are taken in";
        }
        if (trackId == null) {
            return "it announces no applicant";
        }
        return applications
                .findByTrackId(trackId)
                .map(Application::getState)
                .map(state -> "applicant " + trackId + " is " + state)
                .orElseGet(() ->
                        (tombstones.isErased(trackId) ? "erased here is applicant " : "idibu has deleted applicant ")
                                + trackId);
    }
}
