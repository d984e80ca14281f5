package org.applicantrelay.idibu;

import java.util.List;

/**
 * XML of idibu's after {@link XmlRepair}; what came is kept elsewhere, untouched.
 *
 * @param repairs what was repaired, such as {@code raw & in file/link}; without personal data
 * @param doubts what looks wrong and may be meant so: it stays as it is
 */
public record Mended(String xml, List<String> repairs, List<String> doubts) {

    /** Both for a timeline, or null where nothing was amiss. */
    public String note() {
        String repaired = repairs.isEmpty() ? "" : "repaired: " + String.join("; ", repairs);
        String doubtful = doubts.isEmpty() ? "" : "sent as it is: " + String.join("; ", doubts);
        String note = repaired + (repaired.isEmpty() || doubtful.isEmpty() ? "" : "; ") + doubtful;
        return note.isEmpty() ? null : note;
    }

    @Override
    public String toString() {
        return note() == null ? "XML" : note();
    }
}
