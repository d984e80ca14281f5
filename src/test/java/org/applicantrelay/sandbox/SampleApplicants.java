package org.applicantrelay.sandbox;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** Makes invented applicants, the same ones for the same seed, with the oddities that idibu.md lists. */
public final class SampleApplicants {

    /** The idibu id of the first reference of a list; the others follow. */
    public static final long FIRST_JOB_ID = 33_007_701;

    /** A portal's number and name as idibu gives them. */
    private record Portal(long id, String name) {}

    private static final List<String> FIRST_NAMES = List.of(
            "Ada",
            "Zoë",
            "René",
            "Jürgen",
            "Małgorzata",
            "Oluwaseun",
            "Priya",
            "Siân",
            "Tomasz",
            "Hélène",
            "Mohammed",
            "Grace",
            "Łukasz",
            "Søren",
            "Ines",
            "Dara");
    private static final List<String> LAST_NAMES = List.of(
            "Sample",
            "Weiß",
            "Müller",
            "Nowak-Żółć",
            "Okafor",
            "Patel",
            "O'Testa",
            "van der Probe",
            "Wójcik",
            "Dubois",
            "Example",
            "Muster",
            "Świątek",
            "Ó Briain",
            "Testington",
            "Fiktiv");
    private static final List<Portal> PORTALS = List.of(
            new Portal(517, "idibu Developer Board"),
            new Portal(33, "Reed"),
            new Portal(41, "Totaljobs"),
            new Portal(87, "Indeed"),
            new Portal(12, "CV-Library"),
            new Portal(1229, "Board & Sons"));
    private static final List<String> MESSAGES = List.of(
            "Dear team,\n\nI would like to apply for this job.\n\nKind regards",
            "Hello,\r\nplease find my CV attached.\r\nI can start at once & I drive.",
            "I have > 5 years in care, salary wish < 30,000 a year.\n\n\tThank you!",
            "Sehr geehrte Damen und Herren,\nGrüße aus Köln – „bis bald“.",
            "Interested.");
    private static final List<String> EXTENSIONS = List.of("pdf", "docx", "rtf", "doc", "txt");

    private final Random random;
    private final List<String> references;
    private int smallestCv = 8_000;
    private int largestCv = 60_000;
    private long serial;
    private List<Quirk> quirks = List.of();
    private int made;

    /**
     * A generator that goes on for ever.
     *
     * @param firstSerial the number that makes the first e-mail address unique
     */
    public SampleApplicants(long seed, long firstSerial, List<String> references) {
        this.random = new Random(seed);
        this.serial = firstSerial;
        this.references = List.copyOf(references);
    }

    /** How many bytes the CVs have, about. */
    public SampleApplicants cvSizes(int smallest, int largest) {
        smallestCv = smallest;
        largestCv = largest;
        return this;
    }

    /** Every second applicant, from the first on, shows one of these quirks, by turns; the others stay as they are. */
    public SampleApplicants quirks(Collection<Quirk> newQuirks) {
        quirks = List.copyOf(newQuirks);
        return this;
    }

    /** So many applicants, the same ones for the same seed. */
    public static List<NewApplicant> list(int n, long seed, List<String> references) {
        return list(n, seed, references, 8_000, 60_000);
    }

    public static List<NewApplicant> list(int n, long seed, List<String> references, int smallestCv, int largestCv) {
        SampleApplicants samples = new SampleApplicants(seed, 1, references).cvSizes(smallestCv, largestCv);
        return Stream.generate(samples::next).limit(n).toList();
    }

    /**
     * The people of {@link #list}, but every second one, from the first on, shows a quirk: twice as many as there are
     * quirks show them all. {@link NewApplicant#quirks()} tells who shows which.
     */
    public static List<NewApplicant> withQuirks(int n, long seed, List<String> references) {
        return withQuirks(n, seed, references, 8_000, 60_000, EnumSet.allOf(Quirk.class));
    }

    public static List<NewApplicant> withQuirks(
            int n, long seed, List<String> references, int smallestCv, int largestCv, Collection<Quirk> quirks) {
        SampleApplicants samples = new SampleApplicants(seed, 1, references)
                .cvSizes(smallestCv, largestCv)
                .quirks(quirks);
        return Stream.generate(samples::next).limit(n).toList();
    }

    /** The idibu id of a job whose reference stands at this place of the list. */
    public static long jobId(int place) {
        return FIRST_JOB_ID + place;
    }

    public synchronized NewApplicant next() {
        return next(random.nextInt(references.size()));
    }

    /** The next applicant, for the job at this place of the list. */
    public synchronized NewApplicant next(int place) {
        NewApplicant person = invent(place);
        int before = made++;
        return quirks.isEmpty() || before % 2 == 1
                ? person
                : QuirkySamples.show(quirks.get(before / 2 % quirks.size()), person);
    }

    private NewApplicant invent(int place) {
        long number = serial++;
        String first = any(FIRST_NAMES);
        String last = any(LAST_NAMES);
        String email = "applicant" + number + "@" + (random.nextInt(3) == 0 ? "mail.example.com" : "example.org");
        Portal portal = any(PORTALS);
        String message = any(MESSAGES);
        NewApplicant.Builder builder = NewApplicant.builder()
                .email(random.nextInt(9) == 0 ? email.replace('a', 'A') : email)
                .name(name(first, last, email))
                .job(jobId(place), references.get(place))
                .portal(portal.id(), portal.name())
                .parsedEmail(random.nextInt(3) == 0 ? email : "")
                .message(
                        "Application for " + references.get(place),
                        message,
                        random.nextInt(4) == 0 ? "<p>" + Xml.escape(message) + "</p>" : "");
        String extension = any(EXTENSIONS);
        String fileName = fileName(first, last, number) + "." + extension;
        int size = smallestCv + (largestCv > smallestCv ? random.nextInt(largestCv - smallestCv) : 0);
        builder.file(fileName, SampleCv.of(fileName, first + " " + last, size));
        if (random.nextInt(6) == 0) {
            builder.file("Cover letter.txt", SampleCv.text(first + " " + last, 500));
        }
        return builder.build();
    }

    /** Quirk 12 of idibu.md: mostly a name, but at times the address, No_name, or a single word. */
    private String name(String first, String last, String email) {
        return switch (random.nextInt(14)) {
            case 0 -> email;
            case 1 -> "No_name";
            case 2 -> first;
            case 3 -> (first + " " + last).toUpperCase(Locale.ROOT);
            case 4 -> first + " " + any(FIRST_NAMES) + " " + last;
            default -> first + " " + last;
        };
    }

    /** Quirk 15 of idibu.md: boards name files by a number, people by their own name. */
    private String fileName(String first, String last, long number) {
        return switch (random.nextInt(4)) {
            case 0 -> String.valueOf(121_784_000 + number);
            case 1 -> "CV " + first + " " + last;
            case 2 -> "CV_" + number + " (final)";
            default -> "cv-" + last.toLowerCase(Locale.ROOT).replace(' ', '-');
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
