package org.applicantrelay.idibu;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.http.PartnerHttp;

/**
 * Judges an answer of idibu by its status and its end, as text: an envelope must be readable even when one applicant
 * inside it is not. HTTP 200 with {@code <status>failed</status>} is a failure (idibu, quirk 6).
 */
public final class IdibuAnswer {

    private static final Pattern STATUS = Pattern.compile("<status>\\s*(success|failed)\\s*</status>\\s*</idibu>\\s*$");
    private static final Pattern RESPONSE = Pattern.compile("<response>(.*)</response>", Pattern.DOTALL);
    private static final Pattern TOTAL = Pattern.compile("</?applicants\\s*/?>\\s*<total>\\s*(\\d+)\\s*</total>");
    private static final Pattern APPLICANT = Pattern.compile("<applicant[\\s>]");

    private IdibuAnswer() {}

    /**
     * Throws what the HTTP status says is wrong.
     *
     * @param retryAfter the header of that name, or null
     */
    public static void judgeStatus(Integer code, String retryAfter) throws RelayException {
        if (code == null || code >= 500 || code == 429) {
            throw new RelayException(Fault.IDIBU_UNAVAILABLE, "HTTP " + code, PartnerHttp.pause(retryAfter));
        }
        if (code == 401 || code == 403) {
            throw new RelayException(Fault.IDIBU_CREDENTIALS, "HTTP " + code);
        }
        if (code != 200) {
            throw new RelayException(Fault.IDIBU_REFUSED, "HTTP " + code);
        }
    }

    /**
     * Lets a successful {@code answer} pass, and throws what is wrong with any other.
     *
     * @param unreadable name of the fault of an answer that is no whole envelope
     */
    public static String judge(String answer, String unreadable) throws RelayException {
        Matcher status = STATUS.matcher(answer == null ? "" : answer);
        if (!status.find()) {
            throw new RelayException(Fault.valueOf(unreadable), "the answer does not end as it should");
        }
        if (!status.group(1).equals("success")) {
            Matcher response = RESPONSE.matcher(answer);
            String text = response.find() ? response.group(1).replaceAll("<[^>]*>", " ") : null;
            throw new RelayException(Fault.IDIBU_REFUSED, text);
        }
        return answer;
    }

    /** How many applicants match the listing's criteria in all, by the {@code total} of {@code page}. */
    public static int total(String page) throws RelayException {
        Matcher total = TOTAL.matcher(page);
        if (!total.find()) {
            throw new RelayException(Fault.LISTING_UNREADABLE, "the listing has no total");
        }
        try {
            return Integer.parseInt(total.group(1));
        } catch (NumberFormatException e) {
            throw new RelayException(Fault.LISTING_UNREADABLE, "the listing's total is no number");
        }
    }

    /** How many applicants {@code page} holds. */
    public static int count(String page) {
        return (int) APPLICANT.matcher(page).results().count();
    }
}
