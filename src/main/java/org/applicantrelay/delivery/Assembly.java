package org.applicantrelay.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.applicant.CvChoice;
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
import org.applicantrelay.settings.RelayProperties;
import org.applicantrelay.table.Tables;
import org.applicantrelay.time.DatabaseClock;
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
    private final Tables tables;

    Assembly(Contents contents, DatabaseClock clock, RelayProperties relay, Tables tables) {
        this.contents = contents;
        this.clock = clock;
        this.relay = relay;
        this.tables = tables;
    }

    /** What an attempt finds kept of its applicant. */
    public record Kept(List<Content> contents) {

        private Stream<Content> all(Content.Kind kind) {
            return contents.stream().filter(content -> content.getKind() == kind);
        }

        private Content first(Content.Kind kind) {
            return all(kind).findFirst().orElse(null);
        }

        /** The files from idibu, or those from mails, of which the newest first. */
        public List<Applicant.File> files(Content.Kind kind) {
            String from = kind == Content.Kind.FILE ? Applicant.File.IDIBU : Applicant.File.MAIL;
            return all(kind)
                    .sorted(Comparator.comparing(content -> -content.getPosition() / FILES_PER_MAIL))
                    .map(content -> new Applicant.File(
                            from, content.getPosition(), content.getName(), content.getMediaType(), content.getSize()))
                    .toList();
        }
    }

    /** All that is kept of the applicant now. */
    public Kept kept(Claim claim) {
        return look(claim.id());
    }

    /** The same, for whoever claims nothing. */
    public Kept look(UUID applicationId) {
        return new Kept(contents.all(applicationId));
    }

    /** idibu's detailed view as it was kept, be it readable or not; null where none is. */
    public String lookAtDetail(Kept kept) throws IOException {
        return contents.text(kept.first(Content.Kind.DETAIL));
    }

    /** The forwarded mail, the newest of several that can be read, of which nothing is kept; null where none has come. */
    public SeenMail lookAtMail(Kept kept) throws IOException {
        SeenMail newest = null;
        for (Content content : kept.all(Content.Kind.MAIL).toList()) {
            try (InputStream raw = contents.open(content)) {
                newest = SeenMail.of(raw);
            } catch (RelayException e) {
                // Delivery does without it as well.
            }
        }
        return newest;
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
        String detail = lookAtDetail(kept);
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
                        kept(claim).files(Content.Kind.MAIL_FILE), relay.files().types())
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
        Kept kept = kept(claim);
        return tables.complete(new Gathered(
                        claim.trackId(),
                        listed,
                        detail,
                        event,
                        mail == null ? null : mail.mail(),
                        kept.files(Content.Kind.FILE),
                        kept.files(Content.Kind.MAIL_FILE))
                .applicant(relay.files().types(), relay.jobtrain().unknownName()));
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
        Optional<RelayException> refusal = refusal(applicant);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        if (mail == null && relay.mailbox().enabled()) {
            awaitMail(claim);
        }
    }

    /** What is wrong with an applicant who has files and none of them can be the CV; empty where nothing is. */
    public static Optional<RelayException> refusal(Applicant applicant) {
        return applicant.cv() != null
                ? Optional.empty()
                : applicant.files().stream()
                        .filter(file -> file.size() > 0)
                        .findFirst()
                        .map(file -> new RelayException(Fault.FILE_TYPE_REFUSED, file.mediaType()));
    }

    /** An applicant without a file may be one whose mail is still on its way: it is given two polls of the mailbox. */
    private void awaitMail(Claim claim) throws RelayException {
        Instant end = claim.receivedAt().plus(relay.mailbox().interval().multipliedBy(2));
        Duration left = Duration.between(clock.now(), end);
        if (!left.isNegative() && !left.isZero()) {
            throw new RelayException(Fault.FILE_AWAITED, null, left);
        }
    }
}
