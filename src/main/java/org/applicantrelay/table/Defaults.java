package org.applicantrelay.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.applicantrelay.applicant.Applicant;
import org.applicantrelay.text.Nearest;
import org.applicantrelay.yaml.YamlText;

/** What Jobtrain gets where an applicant lacks something: {@code mapping/defaults.yaml}. */
public final class Defaults {

    /** Below the folder of routes. */
    public static final String PATH = "mapping/defaults.yaml";

    private static final String SOURCE = "source";
    private static final String FIRST_NAME = "firstName";
    private static final String LAST_NAME = "lastName";
    private static final String COVER_LETTER = "coverLetter";
    private static final String CV_FILE_NAME = "cvFileName";
    private static final List<String> FIELDS = List.of(SOURCE, FIRST_NAME, LAST_NAME, COVER_LETTER, CV_FILE_NAME);

    /** By it the relay finds an application again. */
    private static final String EMAIL = "email";

    private static final int LONGEST = 200;

    private final Map<String, String> values;

    private Defaults(Map<String, String> values) {
        this.values = values;
    }

    /** Read when it is first needed, and before anything is overlaid. */
    private static final class Shipped {
        static final Map<String, String> PACKAGED = Packaged.read(PATH, Defaults::lines);
    }

    /** What the file says, and of what it does not name what the packaged one says; worth nothing where there are problems. */
    public static Defaults read(byte[] file, YamlText.Problems problems) {
        Map<String, String> values = new HashMap<>(Shipped.PACKAGED);
        values.putAll(lines(file, problems));
        return new Defaults(values);
    }

    private static Map<String, String> lines(byte[] file, YamlText.Problems problems) {
        Map<String, String> values = new HashMap<>();
        TableReader table = new TableReader(problems);
        table.lines(
                file, "The file is a block of lines, such as source: idibu, without a dash.", (line, field, value) -> {
                    if (field.equals(EMAIL)) {
                        problems.add(
                                line,
                                "Nobody is given an address: an applicant without one is parked as NO_EMAIL; remove this line.");
                    } else if (!FIELDS.contains(field)) {
                        problems.add(line, "There is no default \"" + field + "\"; " + Nearest.hint(field, FIELDS));
                    } else if (table.isSendable(line, field, value, LONGEST)) {
                        values.put(field, value);
                    }
                });
        return values;
    }

    /** @param unknownName for a name of which the file says nothing, setting {@code relay.jobtrain.unknown-name} */
    Applicant.Defaults of(String unknownName) {
        return new Applicant.Defaults(
                values.get(SOURCE),
                values.getOrDefault(FIRST_NAME, unknownName),
                values.getOrDefault(LAST_NAME, unknownName),
                values.get(COVER_LETTER),
                values.get(CV_FILE_NAME));
    }

    /** The fields of which it says something else than the packaged file. */
    public Set<String> changed() {
        return values.entrySet().stream()
                .filter(value -> !value.getValue().equals(Shipped.PACKAGED.get(value.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What it names, for the log. */
    @Override
    public String toString() {
        return FIELDS.stream().filter(values::containsKey).collect(Collectors.joining(", "));
    }
}
