package org.applicantrelay.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The X-iTrackID headers that idibu adds to a forwarded mail, and the client's own job reference (idibu, quirks 19 to
 * 21). What is missing or empty is null and absent from the JSON.
 *
 * @param trackId idibu's applicant id, as it came and not yet checked; null where the mail gives more than one
 * @param clientId the idibu account
 * @param user the account's user whose advert the candidate answered
 * @param postLogId the advert on one board
 * @param clientReference the client's own key of the job; only for jobs that were posted with one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrackHeaders(
        String trackId,
        String clientId,
        Portal portal,
        User user,
        String office,
        String team,
        String postLogId,
        Job job,
        JobType jobType,
        String clientReference) {

    private static final String TRACK_ID = "x-itrackid";

    /** Lower-case names, of which any spelling counts. */
    private static final Set<String> NAMES = Set.of(
            TRACK_ID,
            "x-itrackid-clientid",
            "x-itrackid-portalid",
            "x-itrackid-portal-name",
            "x-itrackid-clientsettingsid",
            "x-itrackid-clientsettings-name",
            "x-itrackid-office",
            "x-itrackid-team",
            "x-itrackid-postlogid",
            "x-itrackid-jobid",
            "x-itrackid-title",
            "x-itrackid-reference",
            "x-itrackid-type",
            "x-itrackid-clientreference");

    private static final Pattern NAME_AND_ADDRESS = Pattern.compile("(.*?)[(<]\\s*([^\\s()<>@]+@[^\\s()<>@]+)\\s*[)>]");
    private static final Pattern ID_AND_NAME = Pattern.compile("(\\d+)(?:\\s+(.+))?");

    /** The job board that the applicant came from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Portal(String id, String name) {}

    /** A consultant; personal data as well. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record User(String id, String name, String email) {

        @Override
        public String toString() {
            return "user " + id;
        }
    }

    /** The advertised job in idibu. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Job(String id, String title, String reference) {}

    /** Such as 2, Permanent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JobType(String id, String name) {}

    /** Whether a header of that lower-case name says something here. */
    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /**
     * All but the track id, which the whole mail decides.
     *
     * @param values by lower-case name, decoded, in the order of the mail, none of them blank
     */
    static TrackHeaders of(Map<String, List<String>> values) {
        return new TrackHeaders(
                null,
                first(values, "x-itrackid-clientid"),
                portal(first(values, "x-itrackid-portalid"), first(values, "x-itrackid-portal-name")),
                user(first(values, "x-itrackid-clientsettingsid"), first(values, "x-itrackid-clientsettings-name")),
                first(values, "x-itrackid-office"),
                first(values, "x-itrackid-team"),
                first(values, "x-itrackid-postlogid"),
                job(
                        first(values, "x-itrackid-jobid"),
                        first(values, "x-itrackid-title"),
                        first(values, "x-itrackid-reference")),
                jobType(first(values, "x-itrackid-type")),
                first(values, "x-itrackid-clientreference"));
    }

    /** All distinct track ids, in the order of the mail. */
    static List<String> ids(Map<String, List<String>> values) {
        return values.getOrDefault(TRACK_ID, List.of()).stream().distinct().toList();
    }

    /** The same with that track id, or null. */
    TrackHeaders withTrackId(String other) {
        return new TrackHeaders(other, clientId, portal, user, office, team, postLogId, job, jobType, clientReference);
    }

    private static String first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }

    private static Portal portal(String id, String name) {
        return id == null && name == null ? null : new Portal(id, name);
    }

    /** {@code Kara Smith (karas@idibu.com)} */
    private static User user(String id, String nameAndAddress) {
        if (nameAndAddress == null) {
            return id == null ? null : new User(id, null, null);
        }
        Matcher both = NAME_AND_ADDRESS.matcher(nameAndAddress);
        if (both.matches()) {
            String name = both.group(1).strip();
            return new User(id, name.isEmpty() ? null : name, both.group(2));
        }
        boolean address = nameAndAddress.matches("\\S+@\\S+");
        return new User(id, address ? null : nameAndAddress, address ? nameAndAddress : null);
    }

    private static Job job(String id, String title, String reference) {
        return id == null && title == null && reference == null ? null : new Job(id, title, reference);
    }

    /** {@code 2 Permanent} */
    private static JobType jobType(String idAndName) {
        if (idAndName == null) {
            return null;
        }
        Matcher both = ID_AND_NAME.matcher(idAndName);
        return both.matches() ? new JobType(both.group(1), both.group(2)) : new JobType(null, idAndName);
    }

    /** Names a consultant, so only the id is printed. */
    @Override
    public String toString() {
        return "track headers of applicant " + trackId;
    }
}
