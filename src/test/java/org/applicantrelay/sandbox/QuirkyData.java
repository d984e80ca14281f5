package org.applicantrelay.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the quirks of an applicant make of the data itself; done twice it changes nothing more. */
final class QuirkyData {

    private static final Set<Quirk> NEED_A_FILE = Set.of(
            Quirk.RAW_AMPERSAND,
            Quirk.LINK_ESCAPED_TWICE,
            Quirk.MESSAGE_IN_CDATA,
            Quirk.OLD_LINK,
            Quirk.SEVERAL_FILES,
            Quirk.EMPTY_FILE,
            Quirk.FILE_TYPE_REFUSED,
            Quirk.NUMBERED_FILE_NAME,
            Quirk.FILE_GONE);
    private static final long FIRST_NUMBER = 121_784_969;
    private static final byte[] EXECUTABLE = {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0};

    private QuirkyData() {}

    static NewApplicant of(NewApplicant plain) {
        NewApplicant changed = plain;
        for (Quirk quirk : plain.quirks()) {
            if (NEED_A_FILE.contains(quirk)
                    && changed.files() != null
                    && changed.files().isEmpty()) {
                changed = changed.toBuilder().file(cv()).asIs();
            }
            changed = change(quirk, changed, changed.toBuilder()).asIs();
        }
        return changed;
    }

    private static NewApplicant.Builder change(Quirk quirk, NewApplicant person, NewApplicant.Builder edit) {
        List<ApplicantFile> files = person.files() == null ? List.of() : person.files();
        return switch (quirk) {
            case NAME_IS_EMAIL -> edit.name(person.email());
            case NO_NAME -> edit.name("No_name");
            case SINGLE_WORD_NAME ->
                edit.name(person.name() == null ? "Ada" : person.name().strip().split("\\s+", 2)[0]);
            case NESTED_PLAIN_MESSAGE -> edit.messageHtml(null);
            case SEVERAL_FILES -> edit.files(several(files));
            case EMPTY_FILE -> edit.files(emptyFirst(files));
            case FILE_TYPE_REFUSED -> edit.files(executableFirst(files));
            case NUMBERED_FILE_NAME -> edit.files(numbered(files));
            case MISSING_ELEMENTS ->
                edit.name(null).portalName(null).parsedEmail(null).message(null, null, null);
            case NO_FILES -> edit.files(null);
            case DELETED ->
                edit.email(SimulatedApplicant.DELETED)
                        .parsedEmail("")
                        .name("")
                        .message("", "", "")
                        .files(List.of())
                        .rawDetail(null);
            default -> edit;
        };
    }

    private static ApplicantFile cv() {
        return new ApplicantFile("cv.pdf", SampleCv.pdf("Ada Sample", 20_000));
    }

    private static List<ApplicantFile> several(List<ApplicantFile> files) {
        List<ApplicantFile> several = new ArrayList<>(files);
        if (several.size() < 3) {
            several.add(new ApplicantFile("Cover letter.txt", SampleCv.text("Ada Sample", 500)));
            several.add(new ApplicantFile("Certificate.pdf", SampleCv.pdf("Ada Sample", 3_000)));
        }
        return several;
    }

    private static List<ApplicantFile> emptyFirst(List<ApplicantFile> files) {
        if (!files.isEmpty() && files.get(0).bytes().length == 0) {
            return files;
        }
        List<ApplicantFile> all = new ArrayList<>(files);
        all.add(0, new ApplicantFile("empty.pdf", new byte[0]));
        return all;
    }

    private static List<ApplicantFile> executableFirst(List<ApplicantFile> files) {
        List<ApplicantFile> all = new ArrayList<>(files);
        for (int i = 0; i < all.size(); i++) {
            byte[] bytes = all.get(i).bytes();
            if (bytes.length > 0) {
                boolean already = Arrays.equals(bytes, 0, Math.min(2, bytes.length), EXECUTABLE, 0, 2);
                byte[] executable =
                        already ? bytes : Arrays.copyOf(EXECUTABLE, Math.max(EXECUTABLE.length, bytes.length));
                all.set(i, new ApplicantFile(all.get(i).name(), executable));
                break;
            }
        }
        return all;
    }

    private static List<ApplicantFile> numbered(List<ApplicantFile> files) {
        List<ApplicantFile> all = new ArrayList<>();
        for (ApplicantFile file : files) {
            int dot = file.name().lastIndexOf('.');
            String extension = dot < 0 ? "" : file.name().substring(dot);
            boolean already = file.name().matches("\\d+(\\.\\w+)?");
            String name = already ? file.name() : FIRST_NUMBER + all.size() + extension;
            all.add(new ApplicantFile(name, file.bytes()));
        }
        return all;
    }
}
