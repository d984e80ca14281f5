package org.applicantrelay.applicant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvChoiceTest {

    private static final List<String> TYPES = List.of("pdf", "docx", "txt", "images");
    private static final String PDF = "application/pdf";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "letter.pdf, ada.pdf | ada.pdf",
                "ada.pdf, other.pdf | ada.pdf",
                "ada.pdf, Ada-CV.pdf | Ada-CV.pdf",
                "ada.pdf, cv_ada.pdf, resume.pdf | cv_ada.pdf",
                "ada.pdf, CV2.pdf | CV2.pdf",
                "ada.pdf, Ada R\u00e9sum\u00e9.pdf | Ada R\u00e9sum\u00e9.pdf",
                "ada.pdf, Re\u0301sume\u0301.pdf | Re\u0301sume\u0301.pdf",
                "ada.pdf, (RESUME).pdf | (RESUME).pdf",
                "ada.pdf, Lebenslauf Ada.pdf | Lebenslauf Ada.pdf",
                "ada.pdf, curriculum_vitae.pdf | curriculum_vitae.pdf",
                "ada.pdf, cvs-of-others.pdf | ada.pdf",
                "ada.pdf, presumed.pdf | ada.pdf",
                "photo.png, ada.pdf | ada.pdf",
                "photo.png, cv.jpg, letter.pdf | cv.jpg",
                "photo.png, Cover Letter.pdf | Cover Letter.pdf",
                "Cover Letter.pdf, ada.pdf | ada.pdf",
                "covering-letter.pdf, ada.pdf | ada.pdf",
                "COVERLETTER.pdf, ada.pdf | ada.pdf",
                "Anschreiben.pdf, ada.pdf | ada.pdf",
                "Motivation.pdf, ada.pdf | ada.pdf",
                "Letterman.pdf, ada.pdf | Letterman.pdf",
                "cover letter and cv.pdf, ada.pdf | cover letter and cv.pdf",
                "photo.png, scan.jpg | photo.png",
                "cv.exe, ada.pdf | ada.pdf",
                "empty-cv.pdf, ada.pdf | ada.pdf"
            })
    void theCvIsChosenByContentThenNameThenOrder(String names, String cv) {
        assertThat(CvChoice.of(files(names.split(", ")), TYPES))
                .map(Applicant.File::name)
                .contains(cv);
    }

    @Test
    void aFileWithoutANameIsChosenByItsContent() {
        assertThat(CvChoice.of(List.of(file(0, null, PDF, 1)), TYPES)).isPresent();
    }

    @Test
    void withoutAnAllowedFileThereIsNone() {
        assertThat(CvChoice.of(List.of(), TYPES)).isEmpty();
        assertThat(CvChoice.of(files("cv.exe", "empty.pdf"), TYPES)).isEmpty();
        assertThat(CvChoice.of(files("cv.pdf"), List.of("docx"))).isEqualTo(Optional.empty());
        assertThat(CvChoice.of(List.of(file(0, "cv.pdf", null, 1)), TYPES)).isEmpty();
    }

    private static List<Applicant.File> files(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(position -> file(
                        position,
                        names[position],
                        mediaType(names[position]),
                        names[position].startsWith("empty") ? 0 : 1))
                .toList();
    }

    private static Applicant.File file(int position, String name, String mediaType, long size) {
        return new Applicant.File(Applicant.File.IDIBU, position, name, mediaType, size);
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".pdf" -> PDF;
            case ".png" -> "image/png";
            case ".jpg" -> "image/jpeg";
            default -> "application/x-dosexec";
        };
    }
}
