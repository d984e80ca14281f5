package org.applicantrelay.jobtrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.http.PartnerHttp;

/** Judges an answer of Jobtrain; what a Kamelet says it reads itself passes. */
public final class JobtrainAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JobtrainAnswer() {}

    /**
     * Lets a readable {@code answer} pass and throws what is wrong with any other.
     *
     * @param code the HTTP status
     * @param retryAfter the header of that name, or null
     * @param expected status codes that the caller reads, with spaces between them
     */
    public static String judge(String answer, String expected, Integer code, String retryAfter) throws RelayException {
        if (code != null && Arrays.asList(expected.split(" ")).contains(code.toString())) {
            return readable(answer, code);
        }
        String detail = "HTTP " + code;
        if (code == null || code >= 500 || code == 408) {
            throw new RelayException(Fault.JOBTRAIN_UNAVAILABLE, detail, PartnerHttp.pause(retryAfter));
        }
        if (isJobGone(answer, code)) {
            throw new RelayException(Fault.JOB_GONE);
        }
        throw switch (code) {
            case 301, 302, 303, 307, 308, 404, 405 -> new RelayException(Fault.JOBTRAIN_PATH, detail);
            case 429 -> new RelayException(Fault.JOBTRAIN_BUSY, detail, PartnerHttp.pause(retryAfter));
            case 401, 403 -> new RelayException(Fault.JOBTRAIN_CREDENTIALS, detail);
            default -> new RelayException(Fault.JOBTRAIN_UNREADABLE, "unexpected " + detail);
        };
    }

    /** The one meaning of 404 that is not about the address (Jobtrain, "JOB_NOT_FOUND"). */
    private static boolean isJobGone(String answer, int code) {
        try {
            return code == 404
                    && answer != null
                    && "JOB_NOT_FOUND".equals(JSON.readTree(answer).path("code").asText());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String readable(String answer, int code) throws RelayException {
        try {
            if (answer != null && JSON.readTree(answer).isContainerNode()) {
                return answer;
            }
        } catch (JsonProcessingException e) {
            // Its text would quote the answer.
        }
        // A page of a web server, and not of Jobtrain's API.
        throw code == 404 || code == 405
                ? new RelayException(Fault.JOBTRAIN_PATH, "HTTP " + code)
                : new RelayException(Fault.JOBTRAIN_UNREADABLE, "the answer is not JSON");
    }
}
