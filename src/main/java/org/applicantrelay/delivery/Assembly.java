package org.applicantrelay.delivery;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.applicant.CvChoice;
import org.applicantrelay.applicant.Letter;
import org.applicantrelay.applicant.PersonName;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.idibu.RemoteFile;
import org.applicantrelay.idibu.XmlRepair;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.LondonTime;
import org.springframework.stereotype.Component;

/** Puts an applicant together from what idibu's list and detail say and the files that are kept. */
@Component
public class Assembly {

    private final Contents contents;
    private final List<String> cvTypes;
    private final String unknownName;

    Assembly(Contents contents, RelayProperties relay) {
        this.contents = contents;
        this.cvTypes = relay.files().types();
        this.unknownName = relay.jobtrain().unknownName();
    }

    /** Whether idibu's detailed view is kept already, and was readable when it was last looked at. */
    public boolean hasDetail(Claim claim) {
        return !Fault.IDIBU_UNREADABLE.name().equals(claim.lastCode())
                && contents.find(claim.id(), Content.Kind.DETAIL, 0).isPresent();
    }

    /** Keeps idibu's detailed view as it came, in place of an unreadable one. */
    public void keepDetail(Claim claim, String xml) throws IOException {
        contents.discard(claim.id(), Content.Kind.DETAIL);
        contents.keepText(claim.id(), Content.Kind.DETAIL, xml);
    }

    /** The kept detailed view, repaired. */
    public Mended detail(Claim claim) throws IOException {
        return XmlRepair.mend(contents.text(claim.id(), Content.Kind.DETAIL));
    }

    /** The kept element of the listing, repaired; null where another source brought the applicant. */
    public String listing(Claim claim) throws IOException {
        Mended listed = XmlRepair.mend(contents.text(claim.id(), Content.Kind.LISTING));
        return listed == null ? null : listed.xml();
    }

    /** The files still to be fetched. */
    public List<RemoteFile> missingFiles(Claim claim, IdibuApplicant detail) {
        List<IdibuApplicant.File> files = detail.filesOrNone();
        return IntStream.range(0, files.size())
                .filter(position ->
                        contents.find(claim.id(), Content.Kind.FILE, position).isEmpty())
                .mapToObj(position -> new RemoteFile(
                        position,
                        files.get(position).name(),
                        files.get(position).link()))
                .toList();
    }

    /**
     * The applicant, complete. What the detail says wins over the list.
     *
     * @param listed null where the listing did not bring the applicant
     */
    public Applicant applicant(Claim claim, IdibuApplicant listed, IdibuApplicant detail) throws RelayException {
        IdibuApplicant list = listed == null ? detail : listed;
        if (detail.isDeleted() || list.isDeleted()) {
            throw new RelayException(Fault.APPLICANT_DELETED);
        }
        String email = first(detail.email(), list.email(), detail.parsedEmail(), list.parsedEmail());
        if (email == null) {
            throw new RelayException(Fault.NO_EMAIL);
        }
        PersonName name = PersonName.of(first(detail.name(), list.name()));
        IdibuApplicant.Message message = detail.message();
        List<Applicant.File> files = contents.all(claim.id(), Content.Kind.FILE).stream()
                .map(Assembly::file)
                .toList();
        return new Applicant(
                claim.trackId(),
                email,
                name.whole(),
                name.first(),
                name.last(),
                new Applicant.Job(jobId(detail, list), first(detail.jobReference(), list.jobReference()), null),
                new Applicant.Portal(
                        first(detail.portalId(), list.portalId()), first(detail.portalName(), list.portalName())),
                first(date(detail), date(list)),
                message == null ? null : message.subject(),
                message == null ? null : Letter.of(message.text(), message.html()),
                cv(files),
                files,
                unknownName);
    }

    /** Null for {@code 0000-00-00 00:00:00} (idibu, quirk 7). */
    private static String date(IdibuApplicant applicant) {
        LocalDateTime date = LondonTime.readOrNull(applicant.date());
        return date == null ? null : LondonTime.format(date);
    }

    private static String jobId(IdibuApplicant detail, IdibuApplicant list) {
        return first(
                detail.job() == null ? null : detail.job().id(),
                list.job() == null ? null : list.job().id());
    }

    private static Applicant.File file(Content content) {
        return new Applicant.File(content.getPosition(), content.getName(), content.getMediaType(), content.getSize());
    }

    private Applicant.File cv(List<Applicant.File> files) throws RelayException {
        Optional<Applicant.File> cv = CvChoice.of(files, cvTypes);
        Optional<Applicant.File> full =
                files.stream().filter(file -> file.size() > 0).findFirst();
        if (cv.isEmpty() && full.isPresent()) {
            throw new RelayException(Fault.FILE_TYPE_REFUSED, full.get().mediaType());
        }
        return cv.orElse(null);
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate.strip();
            }
        }
        return null;
    }
}
