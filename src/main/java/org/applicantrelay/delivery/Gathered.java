package org.applicantrelay.delivery;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.applicant.CvChoice;
import org.applicantrelay.applicant.Letter;
import org.applicantrelay.applicant.PersonName;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuEvent;
import org.applicantrelay.mail.ReadMail;
import org.applicantrelay.mail.TrackHeaders;
import org.applicantrelay.time.LondonTime;

/**
 * What is known of one applicant, by who has said it: idibu's detailed view and files first, then the listing, the webhook
 * and the forwarded mail. What idibu says wins: anyone can send a mail.
 *
 * @param listed null where the listing has not brought the applicant
 * @param event null where the webhook has not
 * @param mail null where no mail has
 * @param ofIdibu the files of idibu's that are here
 * @param ofMail those of mails, of the newest first
 */
public record Gathered(
        String trackId,
        IdibuApplicant listed,
        IdibuApplicant detail,
        IdibuEvent event,
        ReadMail mail,
        List<Applicant.File> ofIdibu,
        List<Applicant.File> ofMail) {

    /**
     * The applicant, complete but for what the tables of the folder {@code mapping/} say.
     *
     * @param types what a CV may be, setting {@code relay.files.types}
     * @param unknownName setting {@code relay.jobtrain.unknown-name}
     * @throws RelayException APPLICANT_DELETED, NO_EMAIL
     */
    public Applicant applicant(List<String> types, String unknownName) throws RelayException {
        IdibuApplicant list = listed == null ? detail : listed;
        if (detail.isDeleted() || list.isDeleted()) {
            throw new RelayException(Fault.APPLICANT_DELETED);
        }
        String email = first(
                detail.email(),
                list.email(),
                detail.parsedEmail(),
                list.parsedEmail(),
                event == null ? null : event.from());
        if (email == null) {
            throw new RelayException(Fault.NO_EMAIL);
        }
        TrackHeaders headers = mail == null ? null : mail.track();
        PersonName name = PersonName.of(first(detail.name(), list.name()));
        IdibuApplicant.Message message = detail.message();
        return new Applicant(
                trackId,
                email,
                name.whole(),
                name.first(),
                name.last(),
                job(detail, list, event, headers),
                portal(detail, list, event, headers),
                null,
                headers,
                first(date(detail), date(list)),
                first(message == null ? null : message.subject(), mail == null ? null : mail.subject()),
                first(
                        message == null ? null : Letter.of(message.text(), message.html()),
                        mail == null ? null : Letter.of(mail.text(), mail.html())),
                cv(types),
                Stream.concat(ofIdibu.stream(), ofMail.stream()).toList(),
                unknownName,
                null);
    }

    private static Applicant.Job job(
            IdibuApplicant detail, IdibuApplicant list, IdibuEvent event, TrackHeaders headers) {
        TrackHeaders.Job mailed = headers == null ? null : headers.job();
        String idibuJob = first(
                detail.job() == null ? null : detail.job().id(),
                list.job() == null ? null : list.job().id(),
                event == null ? null : event.jobId());
        return new Applicant.Job(
                first(idibuJob, mailed == null ? null : mailed.id()),
                first(
                        detail.jobReference(),
                        list.jobReference(),
                        event == null ? null : event.jobReference(),
                        mailed == null ? null : mailed.reference()),
                isOfSameJob(mailed, idibuJob) ? headers.clientReference() : null);
    }

    /** A mail that names another job than idibu does must not choose the job in Jobtrain. */
    private static boolean isOfSameJob(TrackHeaders.Job mailed, String idibuJob) {
        return mailed != null && mailed.id() != null && mailed.id().equals(idibuJob);
    }

    private static Applicant.Portal portal(
            IdibuApplicant detail, IdibuApplicant list, IdibuEvent event, TrackHeaders headers) {
        TrackHeaders.Portal mailed = headers == null ? null : headers.portal();
        return new Applicant.Portal(
                first(
                        detail.portalId(),
                        list.portalId(),
                        event == null ? null : event.portalId(),
                        mailed == null ? null : mailed.id()),
                first(detail.portalName(), list.portalName(), mailed == null ? null : mailed.name()));
    }

    /** Null for {@code 0000-00-00 00:00:00} (idibu, quirk 7). */
    private static String date(IdibuApplicant applicant) {
        LocalDateTime date = LondonTime.readOrNull(applicant.date());
        return date == null ? null : LondonTime.format(date);
    }

    /**
     * The file to send as CV: of idibu's, else of the mail's; the other way round where idibu has not given all of its own
     * and none of them is called a CV. Null where there is none.
     */
    private Applicant.File cv(List<String> types) {
        boolean someMissing = detail.filesOrNone().size() > ofIdibu.size();
        boolean mailFirst = someMissing && ofIdibu.stream().noneMatch(CvChoice::isNamedSo);
        return CvChoice.of(mailFirst ? ofMail : ofIdibu, types)
                .or(() -> CvChoice.of(mailFirst ? ofIdibu : ofMail, types))
                .orElse(null);
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate.strip();
            }
        }
        return null;
    }

    /** Personal data throughout, so only the id is printed. */
    @Override
    public String toString() {
        return "applicant " + trackId;
    }
}
