package org.applicantrelay.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.application.Application;
import org.applicantrelay.application.ApplicationState;
import org.applicantrelay.application.Applications;
import org.applicantrelay.application.JobKeys;
import org.applicantrelay.audit.Audit;
import org.applicantrelay.content.Content;
import org.applicantrelay.delivery.Assembly;
import org.applicantrelay.delivery.Deliveries;
import org.applicantrelay.delivery.Gathered;
import org.applicantrelay.delivery.SeenMail;
import org.applicantrelay.fault.Faults;
import org.applicantrelay.fault.RelayException;
import org.applicantrelay.idibu.IdibuApplicant;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.applicantrelay.idibu.Mended;
import org.applicantrelay.idibu.XmlRepair;
import org.applicantrelay.jobtrain.JobMap;
import org.applicantrelay.jobtrain.JobMatch;
import org.applicantrelay.jobtrain.Jobs;
import org.applicantrelay.settings.CurrentRoutes;
import org.applicantrelay.settings.RelayProperties;
import org.springframework.stereotype.Component;

/** Previews of applications from what is kept of them: no partner is asked, and nothing is written but the audit. */
@Component
public class Previews {

    private static final IdibuXmlMapper XML = new IdibuXmlMapper();

    private final Applications applications;
    private final Assembly assembly;
    private final Jobs jobs;
    private final Audit audit;
    private final RelayProperties relay;

    private final CurrentRoutes routes;

    Previews(
            Applications applications,
            Assembly assembly,
            Jobs jobs,
            Audit audit,
            RelayProperties relay,
            CurrentRoutes routes) {
        this.applications = applications;
        this.assembly = assembly;
        this.jobs = jobs;
        this.audit = audit;
        this.relay = relay;
        this.routes = routes;
    }

    /**
     * What would be sent of that application by what runs, personal values masked.
     *
     * @throws IllegalArgumentException where no application has that track id
     */
    public Shown masked(String trackId) {
        return show(find(trackId), false, null);
    }

    /**
     * The same, and how it differs by another folder.
     *
     * @param personal whether personal values are shown, which is written down first
     * @param actor who looks
     * @param other null where there is nothing to compare with
     */
    Shown of(String trackId, boolean personal, String actor, Version other) {
        Application application = find(trackId);
        if (personal) {
            audit.note(actor, "look", "application " + application.getId(), "preview");
        }
        return show(application, personal, other);
    }

    private Application find(String trackId) {
        return applications
                .findByTrackId(trackId == null ? "" : trackId.strip())
                .orElseThrow(() -> new IllegalArgumentException("No application has that track id"));
    }

    private Shown show(Application application, boolean personal, Version other) {
        if (application.isPurged() || application.getState() == ApplicationState.ERASED) {
            return new Shown(
                    List.of(),
                    List.of("The personal data of applicant " + application.getTrackId() + " was erased here."));
        }
        Preview preview = new Preview(personal, relay.files().types(), running(), other);
        try {
            show(application, preview, other);
        } catch (RelayException e) {
            preview.refused(e);
        } catch (IOException | RuntimeException e) {
            preview.refused(Faults.of(e));
        }
        return preview.done();
    }

    private Version running() {
        try {
            return new Version(routes.get());
        } catch (IOException e) {
            throw new UncheckedIOException("The mapping cannot be read", e);
        }
    }

    private void show(Application application, Preview preview, Version other) throws IOException {
        Assembly.Kept kept = assembly.look(application.getId());
        String raw = assembly.lookAtDetail(kept);
        String listing = assembly.listing(kept);
        SeenMail mail = assembly.lookAtMail(kept);
        if (raw != null) {
            preview.input("idibu's detailed view", XmlRepair.mend(raw));
        } else if (listing != null) {
            preview.input("idibu's listing; the detailed view is still to be fetched", XmlRepair.mend(listing));
        }
        if (mail != null) {
            preview.mail(mail);
        }
        if (raw == null && listing == null) {
            preview.problem("Nothing of idibu's is kept yet: the detailed view is fetched at the first delivery.");
            return;
        }
        IdibuApplicant listed = listing == null ? null : XML.readValue(listing, IdibuApplicant.class);
        IdibuApplicant detail = raw == null ? listed : detail(XmlRepair.mend(raw));
        List<Applicant.File> ofIdibu = kept.files(Content.Kind.FILE);
        List<Applicant.File> keptOfMail = kept.files(Content.Kind.MAIL_FILE);
        Applicant applicant = new Gathered(
                        application.getTrackId(),
                        listed,
                        detail,
                        assembly.event(kept),
                        mail == null ? null : mail.mail(),
                        ofIdibu,
                        keptOfMail.isEmpty() && mail != null ? mail.files() : keptOfMail)
                .applicant(relay.files().types(), relay.jobtrain().unknownName());
        int missing = detail.filesOrNone().size() - ofIdibu.size();
        if (missing > 0) {
            preview.note(missing + " of idibu's files are still to be fetched: the CV can be another.");
        }
        preview.applicant(applicant);
        job(application, applicant, preview, other);
    }

    /** As delivery reads it. */
    static IdibuApplicant detail(Mended mended) throws IOException {
        IdibuApplicant.Detail answer = XML.readValue(mended.xml(), IdibuApplicant.Detail.class);
        return answer == null ? null : answer.response();
    }

    private void job(Application application, Applicant applicant, Preview preview, Version other) {
        if (application.getIntentAt() != null) {
            preview.job(
                    "Jobtrain's job " + application.getJobId() + ", where a create is in doubt and looked for first",
                    null);
            return;
        }
        JobKeys keys = Deliveries.keys(applicant).or(application.jobKeys());
        String changed = null;
        if (other != null) {
            List<String> problems = new ArrayList<>();
            Optional<JobMap> map = other.jobMap(problems);
            problems.forEach(preview::problem);
            changed = map.map(rules -> words(() -> jobs.matchBy(rules, keys, application.getReceivedAt())))
                    .orElse(null);
        }
        preview.job(words(() -> jobs.match(keys, application.getReceivedAt())), changed);
    }

    private interface Match {
        JobMatch find() throws RelayException;
    }

    private static String words(Match match) {
        try {
            JobMatch found = match.find();
            return "Jobtrain's job " + found.jobId() + ", by the " + found.rule();
        } catch (RelayException e) {
            return "none: " + e.getMessage() + ". " + e.fault().advice();
        }
    }
}
