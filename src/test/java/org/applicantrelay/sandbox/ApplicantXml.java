package org.applicantrelay.sandbox;

import java.util.Set;

/** Writes an applicant as the list and the detail show him, with his quirks. */
final class ApplicantXml {

    private static final String NO_DATE = "0000-00-00 00:00:00";

    private final SimulatedApplicant applicant;
    private final NewApplicant data;
    private final Set<Quirk> quirks;
    private final QuirkyText text;

    ApplicantXml(SimulatedApplicant applicant) {
        this.applicant = applicant;
        this.data = applicant.data();
        this.quirks = data.quirks();
        this.text = new QuirkyText(quirks);
    }

    Xml listed() {
        return Xml.fragment()
                .element("id", applicant.id())
                .element("email", data.email())
                .element("parsed_email", data.parsedEmail())
                .raw(listedName())
                .raw(job())
                .element("portal-id", data.portalId())
                .written("portal-name", text.line(data.portalName()))
                .element("date", data.date())
                .element("rank", rank())
                .element("status", applicant.status())
                .raw(files(false))
                .into("applicant");
    }

    private String listedName() {
        String name = text.name(data.name());
        if (has(Quirk.HUGE_LIST_ELEMENT)) {
            name = (name == null ? "" : name) + Filler.NAME;
        }
        if (has(Quirk.UNREADABLE_ELEMENT)) {
            return "<name>" + (name == null ? "" : name) + "</nam>\n";
        }
        return Xml.fragment().written("name", name).toString();
    }

    Answer detailAnswer() {
        if (data.rawDetail() != null) {
            return IdibuXml.raw(200, data.rawDetail());
        }
        Answer answer = IdibuXml.success(detail());
        if (has(Quirk.LEADING_NEWLINE)) {
            answer = answer.after("\n\n");
        }
        return has(Quirk.LEADING_BOM) ? answer.after("\ufeff") : answer;
    }

    private Xml detail() {
        Xml detail = Xml.fragment()
                .element("id", applicant.id())
                .element("email", data.email())
                .written("name", text.name(data.name()))
                .raw(job())
                .element("date", has(Quirk.ZERO_DATE) ? NO_DATE : data.date());
        Xml nested = nestedMessage();
        if (nested != null) {
            return detail.raw(optional(
                            "message",
                            nested.raw(portal())
                                    .element("status", applicant.status())
                                    .raw(files(true))))
                    .element("rank", rank())
                    .raw(parsed());
        }
        return detail.raw(optional("message", subject().raw(letter().toString())))
                .raw(portal())
                .element("rank", rank())
                .element("status", applicant.status())
                .raw(files(true))
                .raw(parsed());
    }

    /** Null where the message is laid out as it is today. */
    private Xml nestedMessage() {
        if (has(Quirk.NESTED_PLAIN_MESSAGE)) {
            return subject().written("message", text.letter(data.messageText()));
        }
        if (has(Quirk.NESTED_LETTER)) {
            return subject().raw(optional("message", letter()));
        }
        if (has(Quirk.NESTED_MESSAGE)) {
            return Xml.fragment().raw(optional("message", subject().raw(letter().toString())));
        }
        return null;
    }

    private Xml subject() {
        return Xml.fragment().written("subject", text.line(data.messageSubject()));
    }

    private Xml letter() {
        return Xml.fragment()
                .written("html", text.html(data.messageHtml()))
                .written("text", text.letter(data.messageText()));
    }

    private String job() {
        return optional("job", Xml.fragment().element("id", data.jobId()).element("reference", data.jobReference()));
    }

    private String portal() {
        return optional(
                "portal", Xml.fragment().element("id", data.portalId()).written("name", text.line(data.portalName())));
    }

    private String rank() {
        return has(Quirk.MISSING_ELEMENTS) ? null : "";
    }

    /** Parsing of CVs is a product that an account may have or not: without a parsed address there is no block. */
    private String parsed() {
        if (data.parsedEmail() == null) {
            return "";
        }
        return Xml.fragment()
                .element("successful", data.parsedEmail().isEmpty() ? "no" : "yes")
                .element("data", "")
                .element("email", data.parsedEmail())
                .element("summary", "")
                .element("history", "")
                .element("education", "")
                .into("parsed")
                .toString();
    }

    private String files(boolean detail) {
        if (data.files() == null) {
            return "";
        }
        Xml files = Xml.fragment();
        for (int i = 0; i < applicant.files().size(); i++) {
            files.raw(Xml.fragment()
                    .written("name", text.fileName(applicant.files().get(i).name()))
                    .written("link", text.link(applicant.links().get(i), detail))
                    .into("file")
                    .toString());
        }
        return files.into("files").toString();
    }

    private static String optional(String name, Xml content) {
        return content.toString().isEmpty() ? "" : content.into(name).toString();
    }

    private boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }
}
