package org.applicantrelay.delivery;

import java.util.ArrayList;
import java.util.List;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.mail.ReadMail;

/**
 * The forwarded mail of an application, taken apart; its files are kept beside it.
 *
 * @param mail null where it could not be taken apart
 * @param problem why, or what is wrong with one of its files; null where nothing is
 */
public record KeptMail(ReadMail mail, RelayException problem) {

    /** What it brought, in words for the timeline. */
    String note() {
        if (mail == null) {
            return "the forwarded mail: " + problem.getMessage();
        }
        List<String> brought = new ArrayList<>();
        brought.add(mail.files() == 1 ? "1 file" : mail.files() + " files");
        if (mail.text() != null || mail.html() != null) {
            brought.add("a letter");
        }
        if (mail.track().clientReference() != null) {
            brought.add("the client's reference");
        }
        String odd = mail.oddities().isEmpty() ? "" : "; " + String.join(", ", mail.oddities());
        String wrong = problem == null ? "" : "; " + problem.getMessage();
        return "the forwarded mail brought " + String.join(", ", brought) + odd + wrong;
    }

    @Override
    public String toString() {
        return "forwarded mail";
    }
}
