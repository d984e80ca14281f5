package org.applicantrelay.mail;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.applicantrelay.content.MediaTypes;

/** Names for the files of one mail that are safe on any system and tell the files apart. */
final class FileNames {

    private static final int LONGEST = 200;

    /** Characters: of an ending that is kept when a name is cut. */
    private static final int LONGEST_EXTENSION = 20;

    /** In lower case, for there are systems on which the case makes no difference. */
    private final Set<String> taken = new HashSet<>();

    /**
     * @param given what the mail says, decoded, or null
     * @param mediaType as declared
     * @param position from 0
     */
    String next(String given, String mediaType, int position) {
        String safe = given == null ? "" : safe(given);
        String name = safe.isEmpty() ? "attachment-" + (position + 1) + MediaTypes.extension(mediaType) : safe;
        String distinct = shortened(name, "");
        for (int copy = 2; !taken.add(distinct.toLowerCase(Locale.ROOT)); copy++) {
            distinct = shortened(name, " (" + copy + ")");
        }
        return distinct;
    }

    /** The last part of a path, without what no name should hold: control and direction characters, leading dots. */
    private static String safe(String given) {
        String name = given.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "").replaceFirst("[\\s/\\\\]+$", "");
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceFirst("^[\\s.]+", "")
                .strip();
    }

    private static String shortened(String name, String mark) {
        int dot = name.lastIndexOf('.');
        boolean hasExtension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
        String extension = hasExtension ? name.substring(dot) : "";
        String stem = hasExtension ? name.substring(0, dot) : name;
        return HeaderText.cut(stem, LONGEST - mark.length() - extension.length()) + mark + extension;
    }
}
