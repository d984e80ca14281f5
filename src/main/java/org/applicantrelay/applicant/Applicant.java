package org.applicantrelay.applicant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.applicantrelay.mail.TrackHeaders;

/**
 * One applicant for one job: the input of the mapping. What idibu does not know is null and absent from the JSON.
 *
 * @param trackId idibu's applicant id
 * @param email the candidate's address; the one parsed from the CV where idibu knows no other
 * @param name as idibu has it; null where it only repeats the address or says that there is none
 * @param firstName null for a single-word or unknown name
 * @param lastName null for an unknown name
 * @param source what {@code mapping/portals.yaml} calls the portal; null where no line names it
 * @param mail what the forwarded mail's headers say; null where none has come
 * @param receivedAt when idibu received the applicant, as it writes it: {@code yyyy-MM-dd HH:mm:ss}, London time
 * @param subject of the message
 * @param letter the message as plain text
 * @param cv the file to send as CV, or null
 * @param files all files, the CV among them
 * @param unknownName setting {@code relay.jobtrain.unknown-name}, for names that idibu does not know
 * @param defaults what {@code mapping/defaults.yaml} says; null until that is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Applicant(
        String trackId,
        String email,
        String name,
        String firstName,
        String lastName,
        Job job,
        Portal portal,
        String source,
        TrackHeaders mail,
        String receivedAt,
        String subject,
        String letter,
        File cv,
        List<File> files,
        String unknownName,
        Defaults defaults) {

    /** The same, and what the tables of the folder {@code mapping/} say of it. */
    public Applicant with(String source, Defaults defaults) {
        return new Applicant(
                trackId,
                email,
                name,
                firstName,
                lastName,
                job,
                portal,
                source,
                mail,
                receivedAt,
                subject,
                letter,
                cv,
                files,
                unknownName,
                defaults);
    }

    /**
     * The advertised job in idibu.
     *
     * @param clientReference the client's own key of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Job(String id, String reference, String clientReference) {}

    /** The job board that the applicant came from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Portal(String id, String name) {}

    /**
     * What Jobtrain gets where the applicant lacks it.
     *
     * @param coverLetter null where nothing is sent then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Defaults(String source, String firstName, String lastName, String coverLetter, String cvFileName) {}

    /**
     * @param from {@value #IDIBU} or {@value #MAIL}
     * @param position from 0, among those from there
     * @param mediaType what the content itself says it is
     * @param size in bytes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record File(String from, int position, String name, String mediaType, long size) {

        /** One that idibu holds. */
        public static final String IDIBU = "idibu";

        /** One that the forwarded mail brought. */
        public static final String MAIL = "mail";
    }

    /** Personal data throughout, so only the id is printed. */
    @Override
    public String toString() {
        return "applicant " + trackId;
    }
}
