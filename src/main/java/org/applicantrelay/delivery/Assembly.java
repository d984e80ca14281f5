package org.applicantrelay.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.applicant.CvChoice;
import org.applicantrelay.applicant.Letter;
import org.applicantrelay.applicant.PersonName;
import org.applicantrelay.content.Content;
import org.applicantrelay.content.Contents;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.http.BoundedInputStream;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuEvent;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.idibu.RemoteFile;
import org.applicantrelay.idibu.XmlRepair;
import org.applicantrelay.mail.MailReader;
import org.applicantrelay.mail.ReadMail;
import org.applicantrelay.mail.TrackHeaders;
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.time.DatabaseClock;
import org.applicantrelay.time.LondonTime;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts an applicant together from all that is kept of one: idibu's detailed view and files first, then what the listing,
 * the webhook and the forwarded mail said. What idibu says wins: anyone can send a mail.
 */
@Component
public class Assembly {

    /** What may be wrong with a file of idibu's that the mail's can stand in for. */
    private static final Set<Fault> NO_FILE = Set.of(Fault.FILE_GONE, Fault.FILE_HOST_REFUSED, Fault.FILE_TOO_LARGE);

    /** From one content into another, of the same database. */
    private static final Duration LONGEST_COPY = Duration.ofMinutes(10);

    /** More than any has parts. */
    private static final int FILES_PER_MAIL = 1000;

    private final Contents contents;
    private final DatabaseClock clock;
    private final RelayProperties relay;

    Assembly(Contents contents, DatabaseClock clock, RelayProperties relay) {
        this.contents = contents;
        this.clock = clock;
        this.relay = relay;
    }

    /** What an attempt finds kept of its applicant. */
    public record Kept(List<Content> contents) {

        private Stream<Content> all(Content.Kind kind) {
            return contents.stream().filter(content -> content.getKind() == kind);
        }

        private Content first(Content.Kind kind) {
            return all(kind).findFirst().orElse(null);
        }
    }

    /** All that is kept of the applicant now. */
    public Kept kept(Claim claim) {
        return new Kept(contents.all(claim.id()));
    }

    /**
     * idibu's detailed view as it came; null where none is kept, or where another is better: the kept one was unreadable
     * when it was last looked at, or an operator has replayed the application, who may have corrected it at idibu.
     */
    public String detail(Claim claim, Kept kept) throws IOException {
        return claim.readBackFirst() || wasUnreadable(claim) ? null : contents.text(kept.first(Content.Kind.DETAIL));
    }

    private static boolean wasUnreadable(Claim claim) {
        return Fault.IDIBU_UNREADABLE.name().equals(claim.lastCode());
    }

    /** Keeps idibu's detailed view as it came, in place of an earlier one. */
    @Transactional
    public void keepDetail(Claim claim, String xml) throws IOException {
        if (claim.readBackFirst() || wasUnreadable(claim)) {
            contents.discard(claim.id(), Content.Kind.DETAIL);
        }
        contents.keepText(claim.id(), Content.Kind.DETAIL, xml);
    }

    /** The kept detail, in place of one that idibu refuses; throws {@code thrown} again where there is none. */
    public String keptDetail(Kept kept, Exception thrown) throws Exception {
        String detail = contents.text(kept.first(Content.Kind.DETAIL));
        if (detail == null || Faults.of(thrown).fault() != Fault.IDIBU_REFUSED) {
            throw thrown;
        }
        return detail;
    }

    /** The kept element of the listing, repaired; null where the listing has not brought the applicant. */
    public String listing(Kept kept) throws IOException {
        Mended listed = XmlRepair.mend(contents.text(kept.first(Content.Kind.LISTING)));
        return listed == null ? null : listed.xml();
    }

    /** The kept event of the webhook; null where it has not announced the applicant. */
    public IdibuEvent event(Kept kept) throws IOException {
        String form = contents.text(kept.first(Content.Kind.EVENT));
        return form == null ? null : IdibuEvent.read(form.getBytes(StandardCharsets.UTF_8));
    }

    /** The forwarded mail, taken apart, its files kept; the newest of several; null where none has come. */
    public KeptMail mail(Claim claim, Kept kept) throws IOException {
        KeptMail newest = null;
        for (Content content : kept.all(Content.Kind.MAIL).toList()) {
            KeptMail mail = read(claim, content);
            newest = newest == null || mail.mail() != null ? mail : newest;
        }
        return newest;
    }

    private KeptMail read(Claim claim, Content kept) throws IOException {
        List<RelayException> problems = new ArrayList<>();
        try (InputStream raw = contents.open(kept)) {
            ReadMail mail = MailReader.read(raw, (position, name, bytes) -> {
                try {
                    keep(claim, kept.getPosition() * FILES_PER_MAIL + position, name, bytes);
                } catch (RelayException e) {
                    // The next one may be the CV.
                    problems.add(e);
                }
            });
            return new KeptMail(mail, problems.isEmpty() ? null : problems.get(0));
        } catch (RelayException e) {
            return new KeptMail(null, e);
        }
    }

    private void keep(Claim claim, int position, String name, InputStream bytes) throws IOException {
        InputStream bounded = new BoundedInputStream(
                bytes,
                relay.files().maxSize().toBytes(),
                System.nanoTime() + LONGEST_COPY.toNanos(),
                Fault.FILE_TOO_LARGE,
                Fault.MAIL_UNREADABLE,
                () -> {});
        contents.keep(claim.id(), Content.Kind.MAIL_FILE, position, name, bounded);
    }

    /** The files still to be fetched. */
    public List<RemoteFile> missingFiles(Claim claim, Kept kept, IdibuApplicant detail) {
        List<IdibuApplicant.File> files = detail.filesOrNone();
        Set<Integer> here = kept.all(Content.Kind.FILE)
                .filter(file -> !claim.readBackFirst() || isSame(file, files))
                .map(Content::getPosition)
                .collect(Collectors.toSet());
        return IntStream.range(0, files.size())
                .filter(position -> !here.contains(position))
                .mapToObj(position -> new RemoteFile(
                        position,
                        files.get(position).name(),
                        files.get(position).link(),
                        claim.slow()))
                .toList();
    }

    /** Another name is another file: who replays one may have replaced it at idibu. */
    private static boolean isSame(Content kept, List<IdibuApplicant.File> files) {
        String name = kept.getPosition() < files.size()
                ? files.get(kept.getPosition()).name()
                : null;
        return name == null || name.equals(kept.getName());
    }

    /** Throws {@code thrown} again, unless the mail has brought a CV that stands in for a file that idibu does not give. */
    public void doWithout(Claim claim, Exception thrown) throws Exception {
        boolean hasAnother = CvChoice.of(
                        files(kept(claim), Content.Kind.MAIL_FILE),
                        relay.files().types())
                .isPresent();
        if (!hasAnother || !NO_FILE.contains(Faults.of(thrown).fault())) {
            throw thrown;
        }
    }

    /**
     * The applicant, complete.
     *
     * @param listed null where the listing has not brought the applicant
     * @param event null where the webhook has not
     * @param mail null where no mail has
     */
    public Applicant applicant(
            Claim claim, IdibuApplicant listed, IdibuApplicant detail, IdibuEvent event, KeptMail mail)
            throws RelayException {
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
        ReadMail read = mail == null ? null : mail.mail();
        TrackHeaders headers = read == null ? null : read.track();
        PersonName name = PersonName.of(first(detail.name(), list.name()));
        IdibuApplicant.Message message = detail.message();
        Kept kept = kept(claim);
        List<Applicant.File> ofIdibu = files(kept, Content.Kind.FILE);
        List<Applicant.File> ofMail = files(kept, Content.Kind.MAIL_FILE);
        return new Applicant(
                claim.trackId(),
                email,
                name.whole(),
                name.first(),
                name.last(),
                job(detail, list, event, headers),
                portal(detail, list, event, headers),
                headers,
                first(date(detail), date(list)),
                first(message == null ? null : message.subject(), read == null ? null : read.subject()),
                first(
                        message == null ? null : Letter.of(message.text(), message.html()),
                        read == null ? null : Letter.of(read.text(), read.html())),
                cv(ofIdibu, detail.filesOrNone().size() > ofIdibu.size(), ofMail),
                Stream.concat(ofIdibu.stream(), ofMail.stream()).toList(),
                relay.jobtrain().unknownName());
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

    private static List<Applicant.File> files(Kept kept, Content.Kind kind) {
        String from = kind == Content.Kind.FILE ? Applicant.File.IDIBU : Applicant.File.MAIL;
        return kept.all(kind)
                // Of several mails the newest first.
                .sorted(Comparator.comparing(content -> -content.getPosition() / FILES_PER_MAIL))
                .map(content -> new Applicant.File(
                        from, content.getPosition(), content.getName(), content.getMediaType(), content.getSize()))
                .toList();
    }

    /**
     * The file to send as CV: of idibu's, else of the mail's; the other way round where idibu has not given all of its own
     * and none of them is called a CV. Null where there is none.
     */
    private Applicant.File cv(List<Applicant.File> ofIdibu, boolean someMissing, List<Applicant.File> ofMail) {
        List<String> types = relay.files().types();
        boolean mailFirst = someMissing && ofIdibu.stream().noneMatch(CvChoice::isNamedSo);
        return CvChoice.of(mailFirst ? ofMail : ofIdibu, types)
                .or(() -> CvChoice.of(mailFirst ? ofIdibu : ofMail, types))
                .orElse(null);
    }

    /**
     * Refuses an applicant without a CV where there is, or may come, something that should have been one. Asked after
     * the read-back: whom Jobtrain has already needs none.
     */
    public void checkCv(Claim claim, Applicant applicant, KeptMail mail) throws RelayException {
        if (applicant.cv() != null) {
            return;
        }
        if (mail != null && mail.problem() != null) {
            throw mail.problem();
        }
        Optional<Applicant.File> refused =
                applicant.files().stream().filter(file -> file.size() > 0).findFirst();
        if (refused.isPresent()) {
            throw new RelayException(Fault.FILE_TYPE_REFUSED, refused.get().mediaType());
        }
        if (mail == null && relay.mailbox().enabled()) {
            awaitMail(claim);
        }
    }

    /** An applicant without a file may be one whose mail is still on its way: it is given two polls of the mailbox. */
    private void awaitMail(Claim claim) throws RelayException {
        Instant end = claim.receivedAt().plus(relay.mailbox().interval().multipliedBy(2));
        Duration left = Duration.between(clock.now(), end);
        if (!left.isNegative() && !left.isZero()) {
            throw new RelayException(Fault.FILE_AWAITED, null, left);
        }
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
