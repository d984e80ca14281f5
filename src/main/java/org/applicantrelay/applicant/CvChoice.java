package org.applicantrelay.applicant;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.applicantrelay.content.MediaTypes;

/**
 * Which of an applicant's files is the CV: by content first, then by name, then by order, for boards send it first
 * (idibu, quirk 22).
 */
public final class CvChoice {

    private static final Set<String> CV = Set.of("cv", "resume", "lebenslauf", "vitae");
    private static final Set<String> LETTER = Set.of("letter", "coverletter", "anschreiben", "motivation");
    private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

    private CvChoice() {}

    /**
     * Empty where no file has content of an allowed type.
     *
     * @param allowed as {@link MediaTypes#allowed} has it
     */
    public static Optional<Applicant.File> of(List<Applicant.File> files, List<String> allowed) {
        List<Applicant.File> fit = files.stream()
                .filter(file -> file.size() > 0 && MediaTypes.allowed(file.mediaType(), allowed))
                .toList();
        return first(fit, CvChoice::isNamedSo)
                .or(() -> first(fit, file -> !isImage(file) && !says(file, LETTER)))
                .or(() -> first(fit, file -> !isImage(file)))
                .or(() -> fit.stream().findFirst());
    }

    /** Whether the file's name says that it is a CV. */
    public static boolean isNamedSo(Applicant.File file) {
        return says(file, CV);
    }

    private static Optional<Applicant.File> first(List<Applicant.File> files, Predicate<Applicant.File> wanted) {
        return files.stream().filter(wanted).findFirst();
    }

    private static boolean isImage(Applicant.File file) {
        return file.mediaType().startsWith("image/");
    }

    /** Whether a whole word of the name is one of {@code words}, whatever its case and accents. */
    private static boolean says(Applicant.File file, Set<String> words) {
        if (file.name() == null) {
            return false;
        }
        String plain = ACCENT.matcher(Normalizer.normalize(file.name(), Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return NO_LETTERS.splitAsStream(plain).anyMatch(words::contains);
    }
}
