package org.applicantrelay.idibu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.applicantrelay.fault.Fault;
import org.applicantrelay.fault.RelayException;

/**
 * Makes idibu's XML what it was meant to be: well-formed, and its texts without HTML entities (idibu, quirks 2 and 3).
 * One pass over the text, which leaves markup alone and looks at each text between two tags or in a CDATA section; where
 * nothing is amiss, what came is what goes.
 */
public final class XmlRepair {

    /** In characters. Longer texts are refused: no message is that long. */
    static final int LONGEST_TEXT = 5_000_000;

    private static final String CDATA = "<![CDATA[";

    /** What may be named in a timeline; behind a raw < in a letter an "element" can be anything, a person's name too. */
    private static final Set<String> NAMED = Set.of(
            "idibu",
            "response",
            "applicant",
            "message",
            "job",
            "portal",
            "parsed",
            "files",
            "file",
            "name",
            "portal-name",
            "email",
            "parsed_email",
            "reference",
            "subject",
            "html",
            "text",
            "link",
            "id",
            "date",
            "status",
            "data");

    private static final Pattern BEFORE_THE_XML = Pattern.compile("^[\\s\\uFEFF]+(?=<)");

    private final String raw;
    private final StringBuilder mended = new StringBuilder();
    /** Kinds, and the elements where they were met. */
    private final Map<String, Set<String>> repairs = new LinkedHashMap<>();

    private final Map<String, Set<String>> doubts = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private XmlRepair(String raw) {
        this.raw = raw;
    }

    /** Whether an element of that name is idibu's, and may be shown to anybody. */
    public static boolean isKnown(String element) {
        return NAMED.contains(element);
    }

    /**
     * @param xml an answer, or an element of one; null gives null
     * @throws RelayException TEXT_TOO_LONG
     */
    public static Mended mend(String xml) throws RelayException {
        return xml == null ? null : new XmlRepair(xml).mend();
    }

    private Mended mend() throws RelayException {
        String xml = BEFORE_THE_XML.matcher(raw).replaceFirst("");
        if (xml.length() < raw.length()) {
            repairs.put("white space before the XML", Set.of());
        }
        int at = 0;
        while (at < xml.length()) {
            at = isMarkup(xml, at) ? markup(xml, at) : text(xml, at);
        }
        return new Mended(mended.toString(), said(repairs), said(doubts));
    }

    private static List<String> said(Map<String, Set<String>> kinds) {
        return kinds.entrySet().stream()
                .map(kind ->
                        kind.getKey() + (kind.getValue().isEmpty() ? "" : " in " + String.join(", ", kind.getValue())))
                .toList();
    }

    /** A {@code <} before anything else was meant as one. */
    private static boolean isMarkup(String xml, int at) {
        if (xml.charAt(at) != '<' || at + 1 == xml.length()) {
            return false;
        }
        char next = xml.charAt(at + 1);
        return Character.isLetter(next) || "/!?_".indexOf(next) >= 0;
    }

    private int text(String xml, int from) throws RelayException {
        int to = xml.indexOf('<', from + 1);
        while (to >= 0 && !isMarkup(xml, to)) {
            to = xml.indexOf('<', to + 1);
        }
        int end = to < 0 ? xml.length() : to;
        write(xml, from, end, false);
        return end;
    }

    private int markup(String xml, int from) throws RelayException {
        if (xml.startsWith(CDATA, from)) {
            int end = xml.indexOf("]]>", from);
            if (end >= 0) {
                write(xml, from + CDATA.length(), end, true);
                return end + 3;
            }
        }
        int end = xml.startsWith("<!--", from) ? after(xml, "-->", from) : endOfTag(xml, from);
        String tag = xml.substring(from, end);
        mended.append(tag);
        if (tag.startsWith("</")) {
            open.pollLast();
        } else if (!tag.startsWith("<!") && !tag.startsWith("<?") && !tag.endsWith("/>")) {
            open.addLast(tag.substring(1).split("[\\s>]", 2)[0]);
        }
        return end;
    }

    private static int after(String xml, String closing, int from) {
        int end = xml.indexOf(closing, from);
        return end < 0 ? xml.length() : end + closing.length();
    }

    private static int endOfTag(String xml, int from) {
        char quote = 0;
        for (int i = from; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return xml.length();
    }

    private void write(String xml, int from, int end, boolean cdata) throws RelayException {
        if (end - from > LONGEST_TEXT) {
            throw new RelayException(Fault.TEXT_TOO_LONG, "%s has %d characters".formatted(path(), end - from));
        }
        TextRepair repair = new TextRepair(open.isEmpty() ? "" : open.getLast(), xml.substring(from, end), cdata);
        mended.append(repair.mended());
        repair.repairs().forEach(kind -> note(repairs, kind));
        repair.doubts().forEach(kind -> note(doubts, kind));
    }

    private void note(Map<String, Set<String>> kinds, String kind) {
        kinds.computeIfAbsent(kind, first -> new LinkedHashSet<>()).add(path());
    }

    /** The element and the one around it: {@code file/name} is not {@code portal/name}. */
    private String path() {
        List<String> all =
                open.stream().map(name -> NAMED.contains(name) ? name : "*").toList();
        return String.join("/", all.subList(Math.max(0, all.size() - 2), all.size()));
    }
}
