package org.applicantrelay;

import static org.applicantrelay.sandbox.Quirk.*;

import java.util.ArrayList;
import java.util.List;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.Quirk;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.Simulators;

/** The table of {@link QuirksTest}: what idibu sends of somebody, and what has to come of it. */
final class QuirkCases {

    static final String UNKNOWN = "Not given";

    /** Small, so that a file beyond it is quick. */
    static final int LARGEST_FILE = 300_000;

    private static final String NAME = "Zo\u00eb No\u00ebl d\u2019\u00c9t\u00e9";
    private static final String FIRST = "Zo\u00eb No\u00ebl";
    private static final String LAST = "d\u2019\u00c9t\u00e9";
    private static final String BOARD = "Caf\u00e9 & S\u00f6hne";
    private static final String LETTER =
            "Dear team,\n\nI ran a caf\u00e9\u2019s R&D \u2013 5 < 6, \u201eGr\u00fc\u00dfe\u201c"
                    + " from \u0141\u00f3d\u017a.\nA line\u00a0more: \"na\u00efve\".";

    private final List<Case> cases = new ArrayList<>();

    /** One kind of applicant and what has to come of it: most are delivered, with name, letter, board and first file. */
    static final class Case {

        final String what;
        private final NewApplicant applicant;
        private boolean addressOnlyParsed;
        int times = 5;
        String end = "DELIVERED";
        String first = FIRST;
        String last = LAST;
        String letter = LETTER;
        String source = BOARD;
        long jobId = 101;
        int cv;
        String noted;

        private Case(String what, NewApplicant applicant) {
            this.what = what;
            this.applicant = applicant;
        }

        private Case times(int newTimes) {
            times = newTimes;
            return this;
        }

        /** State and code, or what is kept where there is no application. */
        private Case end(String newEnd) {
            end = newEnd;
            return this;
        }

        private Case names(String newFirst, String newLast) {
            first = newFirst;
            last = newLast;
            return this;
        }

        /** Null for none. */
        private Case letter(String newLetter) {
            letter = newLetter;
            return this;
        }

        private Case source(String newSource) {
            source = newSource;
            return this;
        }

        private Case jobId(long newJobId) {
            jobId = newJobId;
            return this;
        }

        /** Its place among the files, or -1 for none. */
        private Case cv(int newCv) {
            cv = newCv;
            return this;
        }

        /** What the timeline has to say of idibu's detail; without it nothing. */
        private Case noted(String newNoted) {
            noted = newNoted;
            return this;
        }

        private void addressOnlyParsed() {
            addressOnlyParsed = true;
        }

        boolean isDelivered() {
            return end.equals("DELIVERED");
        }

        /** The applicant as one of many, with an address of its own. */
        NewApplicant.Builder one(int number) {
            NewApplicant.Builder one = applicant.toBuilder();
            String email = "quirk" + number + "@example.org";
            if (addressOnlyParsed) {
                return one.email("").parsedEmail(email);
            }
            boolean nobody = applicant.email() == null || applicant.quirks().contains(DELETED);
            return nobody ? one : one.email(email);
        }
    }

    private QuirkCases() {}

    /** In all {@code total} applicants. */
    static List<Case> all(int total) {
        QuirkCases table = new QuirkCases();
        table.fill();
        int others = table.cases.stream().mapToInt(each -> each.times).sum();
        table.add("nothing unusual", person()).times(total - others);
        return table.cases;
    }

    private void fill() {
        add("3: raw & in the link", person(RAW_AMPERSAND)).noted("repaired: raw & in file/link");
        add("3: link escaped twice", person(LINK_ESCAPED_TWICE)).noted("repaired: entities escaped twice in file/link");
        add("2: HTML entities", person(RAW_ENTITIES))
                .noted("repaired: HTML entities in response/name, message/text, portal/name");
        add("2: escaped twice", person(ENTITIES_TWICE))
                .noted("repaired: entities escaped twice in response/name, message/text, portal/name");
        add("2: some escaped twice", person(ENTITIES_MIXED).messageText(LETTER + " I know &lt;b&gt; and &amp;."))
                .letter(LETTER + " I know &lt;b&gt; and &amp;.")
                .noted("repaired: entities escaped twice in message/text; sent as it is: entities in message/text");
        add("control characters", person(CONTROL_CHARACTERS))
                .noted("repaired: control characters in response/name, message/text");
        add("leading newline", person(LEADING_NEWLINE)).noted("repaired: white space before the XML");
        add("leading byte order mark", person(LEADING_BOM)).noted("repaired: white space before the XML");
        add("4: nested message", person(NESTED_MESSAGE));
        add("4: nested letter", person(NESTED_LETTER));
        add("4: nested plain message", person(NESTED_PLAIN_MESSAGE));
        add("CDATA", person(MESSAGE_IN_CDATA)).noted("repaired: raw & in file/link");
        add("7: zero date", person(ZERO_DATE));
        add("7: missing elements", person(MISSING_ELEMENTS))
                .names(UNKNOWN, UNKNOWN)
                .letter(null)
                .source("idibu");
        add("7: no files", person(NO_FILES)).cv(-1);
        add("7: no message", person().message(null, null, null)).letter(null);
        add("7: no portal", person().portal(null, null)).source("idibu");
        add("a letter in HTML only", person().message("CV", "", "<p>Dear <b>team</b>,</p><p>R&amp;D &ndash; bye</p>"))
                .letter("Dear team,\nR&D \u2013 bye");
        add("12: the address for a name", person(NAME_IS_EMAIL)).names(UNKNOWN, UNKNOWN);
        add("12: No_name", person(NO_NAME)).names(UNKNOWN, UNKNOWN);
        add("12: a single word", person(SINGLE_WORD_NAME)).names(UNKNOWN, "Zo\u00eb");
        add("11: address only in the CV", person()).addressOnlyParsed();
        add("no address", person().email(null)).end("PARKED NO_EMAIL");
        add("17: deleted", person(DELETED)).end("nothing");
        add("9: reference contained in another", person().jobReference("J71")).jobId(105);
        add("9: reference that contains another", person().jobReference("J712")).jobId(106);
        add("9: part of a reference", person().jobReference("J7")).end("PARKED JOB_UNKNOWN");
        add("14: reference with a suffix", person().jobReference("SP1507-46/3")).end("PARKED JOB_UNKNOWN");
        add("15: old link", person(OLD_LINK));
        add("15: several files", person(SEVERAL_FILES));
        add("15: an empty file first", person(EMPTY_FILE)).cv(1);
        add("15: numbered files", person(NUMBERED_FILE_NAME));
        add("15: an executable", person(FILE_TYPE_REFUSED)).end("PARKED FILE_TYPE_REFUSED");
        add("15: gone", person(FILE_GONE)).end("PARKED FILE_GONE");
        add(
                        "too large a file",
                        person().files(List.of()).file("cv.txt", SampleCv.text("Zo\u00eb", LARGEST_FILE + 1_000)))
                .end("PARKED FILE_TOO_LARGE");
        add("20 MB of text", person(HUGE_TEXT)).end("PARKED TEXT_TOO_LONG").times(1);
        add("4 MB of name in the list", person(HUGE_LIST_ELEMENT)).times(1);
        add("an element that nobody can read", person(UNREADABLE_ELEMENT)).end("dead letter IDIBU_UNREADABLE");
        add(
                        "many at once",
                        person(
                                RAW_ENTITIES,
                                RAW_AMPERSAND,
                                LEADING_NEWLINE,
                                NESTED_MESSAGE,
                                CONTROL_CHARACTERS,
                                ZERO_DATE))
                .noted(
                        "repaired: white space before the XML; HTML entities in response/name, message/text, portal/name;"
                                + " control characters in response/name, message/text; raw & in file/link");
        add("many others at once", person(ENTITIES_TWICE, LINK_ESCAPED_TWICE, NESTED_LETTER, LEADING_BOM, OLD_LINK))
                .noted("repaired: white space before the XML; entities escaped twice in response/name, message/text,"
                        + " portal/name, file/link");
    }

    private static NewApplicant.Builder person(Quirk... quirks) {
        return NewApplicant.builder()
                .name(NAME)
                .portal(517L, BOARD)
                .message("Application", LETTER, "")
                .jobReference(Simulators.REFERENCES.get(0))
                .file("cv.pdf", SampleCv.pdf("Zoe", 4_000))
                .quirk(quirks);
    }

    private Case add(String what, NewApplicant.Builder applicant) {
        Case added = new Case(what, applicant.build());
        cases.add(added);
        return added;
    }
}
