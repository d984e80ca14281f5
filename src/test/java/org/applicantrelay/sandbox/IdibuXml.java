package org.applicantrelay.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the answers of idibu as idibu-applicant-management.txt and idibu.md lay them out. */
final class IdibuXml {

    static final List<String> STATUSES =
            List.of("New", "Reviewed", "Shortlisted", "Interview", "Offered", "Hired", "Rejected");

    static final long SENDER_ID = 602;
    static final String SENDER_FIRST_NAME = "Kim";
    static final String SENDER_LAST_NAME = "Recruiter";
    static final String SENDER_EMAIL = "kim.recruiter@example.org";

    private IdibuXml() {}

    static Answer success(String response) {
        return envelope(200, response, "success");
    }

    static Answer success(Xml response) {
        return success("\n" + response);
    }

    static Answer failed(int status, String text) {
        return envelope(status, Xml.escape(text), "failed");
    }

    /** Quirk 1: "utf8" is no registered name of an encoding. */
    private static Answer envelope(int httpStatus, String response, String status) {
        return raw(httpStatus, """
                <?xml version="1.0" encoding="utf8"?>
                <idibu generator="idibu" version="1.0">
                <response>%s</response>
                <status>%s</status>
                </idibu>
                """.formatted(response, status));
    }

    static Answer raw(int httpStatus, String xml) {
        return Answer.of(httpStatus, "text/xml; charset=utf-8", xml);
    }

    static Xml listing(List<SimulatedApplicant> page, int total) {
        Xml applicants = Xml.fragment();
        page.forEach(
                applicant -> applicants.raw(new ApplicantXml(applicant).listed().toString()));
        return applicants.into("applicants").element("total", total);
    }

    static Xml outcomes(List<IdibuData.OutcomeRecord> page) {
        Xml all = Xml.fragment();
        for (IdibuData.OutcomeRecord each : page) {
            Outcome outcome = each.latest();
            all.raw(Xml.fragment()
                    .element("id", outcome.applicantId())
                    .element("status", outcome.status())
                    .element("remote-id", outcome.remoteId())
                    .element("error-message", outcome.errorMessage())
                    .element("date-processed", outcome.dateProcessed())
                    .raw(Xml.fragment()
                            .element("date-created", each.created())
                            .element("date-modified", each.modified())
                            .into("status-info")
                            .toString())
                    .into("applicant")
                    .toString());
        }
        return all;
    }

    static Xml subscriptions(List<Subscription> all) {
        Xml subscriptions = Xml.fragment();
        all.forEach(each -> subscriptions.raw(Xml.fragment()
                .element("url", each.url())
                .element("types", each.types())
                .element("modified", each.modified())
                .into("subscription")
                .toString()));
        return subscriptions.into("subscriptions");
    }

    static Xml jobs(List<Xml> page, int total) {
        Xml jobs = Xml.fragment();
        page.forEach(job -> jobs.raw(job.into("job").toString()));
        return jobs.into("jobs").element("total", total);
    }

    static Xml job(SandboxJob job, List<SimulatedApplicant> applicants) {
        return Xml.fragment()
                .element("id", job.id())
                .element("reference", job.reference())
                .element("title", job.title())
                .open("sender")
                .element("id", SENDER_ID)
                .element("firstname", SENDER_FIRST_NAME)
                .element("lastname", SENDER_LAST_NAME)
                .element("email", SENDER_EMAIL)
                .close("sender")
                .raw("<type id=\"2\">Permanent</type>\n")
                .element("creation_date", "2026-01-05 09:00:00")
                .element("update_date", "2026-01-05 09:00:00")
                .element("expiry_date", "2036-01-05 09:00:00")
                .open("aptrack")
                .element("total", applicants.size())
                .element(
                        "unread",
                        applicants.stream()
                                .filter(a -> "New".equals(a.status()))
                                .count())
                .close("aptrack")
                .raw(portals(applicants));
    }

    private static String portals(List<SimulatedApplicant> applicants) {
        Map<Long, List<SimulatedApplicant>> byPortal = applicants.stream()
                .filter(applicant -> applicant.data().portalId() != null)
                .collect(Collectors.groupingBy(
                        applicant -> applicant.data().portalId(), TreeMap::new, Collectors.toList()));
        Xml portals = Xml.fragment();
        byPortal.forEach((id, there) -> portals.raw(Xml.fragment()
                .element("id", id)
                .element("name", there.get(0).data().portalName())
                .element("status", "Live")
                .element("applicants", there.size())
                .into("portal")
                .toString()));
        return portals.into("portals").toString();
    }

    static Xml settings() {
        Xml statuses = Xml.fragment();
        for (int i = 0; i < STATUSES.size(); i++) {
            statuses.raw(Xml.fragment()
                    .element("extra-id", i + 1)
                    .element("order", i + 1)
                    .element("name", STATUSES.get(i))
                    .element("label", STATUSES.get(i))
                    .element("enabled", "yes")
                    .element("group", STATUSES.get(i).equals("Rejected") ? "rejected" : "active")
                    .element("forward-cv", "no")
                    .element("has-responder", STATUSES.get(i).equals("Rejected") ? "yes" : "no")
                    .into("status")
                    .toString());
        }
        return statuses.into("statuses")
                .element("disable-duplicate", "no")
                .open("auto-responders")
                .open("receive")
                .element("subject", "Thank you")
                .element("body", "We have your application.")
                .close("receive")
                .open("reject")
                .element("subject", "Your application")
                .element("body", "We are sorry.")
                .close("reject")
                .close("auto-responders")
                .open("forward")
                .element("immediately", "no")
                .close("forward")
                .element("block-extensions", "");
    }
}
