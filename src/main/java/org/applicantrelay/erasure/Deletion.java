package org.applicantrelay.erasure;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlRootElement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.applicantrelay.erasure.ErasureRecord.Subject;
import org.applicantrelay.http.Form;
import org.applicantrelay.time.LondonTime;

/** What is to be done at idibu now for one erasure, by whoever has claimed it. */
public final class Deletion {

    private final UUID id;
    private final long fence;
    private final boolean toBeAsked;
    private final Subject subject;
    private final Instant askedAt;
    private final Set<String> ids;
    private int anew;
    private int left;

    Deletion(ErasureRecord erasure) {
        this.id = erasure.getId();
        this.fence = erasure.getFence();
        this.toBeAsked = erasure.getIdibuAskedAt() == null;
        this.subject = erasure.subject();
        this.askedAt = erasure.getAskedAt();
        this.ids = new TreeSet<>(subject.trackIds());
    }

    /** The body of {@code POST /applicants/request-delete-by-ids} (idibu, "Deleting Applicants"). */
    @JacksonXmlRootElement(localName = "idibu")
    public record ByIds(
            @JacksonXmlElementWrapper(localName = "ids") @JsonProperty("id")
            List<String> ids) {}

    /** The body of {@code POST /applicants/request-delete-by-emails} (idibu, "Deleting Applicants"). */
    @JacksonXmlRootElement(localName = "idibu")
    public record ByEmails(
            @JacksonXmlElementWrapper(localName = "emails") @JsonProperty("email")
            List<String> emails) {

        /** Personal data. */
        @Override
        public String toString() {
            return "an address";
        }
    }

    /** Whether idibu is still to be asked; otherwise it is looked at. */
    public boolean isToBeAsked() {
        return toBeAsked;
    }

    /** idibu's ids that were known here. */
    public List<String> getTrackIds() {
        return List.copyOf(subject.trackIds());
    }

    /** When the person was erased here, by idibu's clock. */
    public String getAskedAt() {
        return LondonTime.format(askedAt);
    }

    /** idibu's parameter for who had applied by then. */
    public String getBefore() {
        return "before_date=" + Form.encode(getAskedAt());
    }

    /** idibu's parameter for who has applied since. */
    public String getAfter() {
        return "after_date=" + Form.encode(LondonTime.format(askedAt.plusSeconds(1)));
    }

    /** Null where it is not known. */
    public String getEmail() {
        return subject.email();
    }

    /** Null where no id is known. */
    public ByIds getByIds() {
        return ids.isEmpty() ? null : new ByIds(List.copyOf(ids));
    }

    /** Null where the address is not known, or somebody has applied with it since: idibu would delete that as well. */
    public ByEmails getByEmails() {
        return subject.email() == null || anew > 0 ? null : new ByEmails(List.of(subject.email()));
    }

    /** Also this person's, of before the erasure. */
    void listedToo(List<String> more) {
        ids.addAll(more);
    }

    /** So many have applied with the address since. */
    void appliedAnew(int number) {
        anew = number;
    }

    /** So many of the person's applicants are still there. */
    void found(int number) {
        left += number;
    }

    UUID id() {
        return id;
    }

    long fence() {
        return fence;
    }

    int left() {
        return left;
    }

    @Override
    public String toString() {
        return "erasure " + id;
    }
}
