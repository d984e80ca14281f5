package org.applicantrelay.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.Tika;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** What a file is, judged by its content; the name only tells apart what shares a container, such as docx and odt. */
public final class MediaTypes {

    private static final Map<String, String> BY_EXTENSION = Map.of(
            "pdf", "application/pdf",
            "doc", "application/msword",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "odt", "application/vnd.oasis.opendocument.text",
            "rtf", "application/rtf",
            "txt", "text/plain",
            "html", "text/html");

    /** Old Word files and others share one container, whose signature says no more. */
    private static final String OLE_CONTAINER = "application/x-tika-msoffice";

    /** What most CVs are, and begin with; Tika would compare them with a thousand signatures first. */
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private static final Tika TIKA = new Tika();

    private MediaTypes() {}

    /**
     * @param head the beginning of the file, 64 KiB or more of a longer one
     * @param name the file's name, or null
     */
    public static String detect(byte[] head, String name) {
        boolean isPdf = head.length > PDF.length && Arrays.equals(head, 0, PDF.length, PDF, 0, PDF.length);
        String byContent = isPdf ? BY_EXTENSION.get("pdf") : TIKA.detect(head);
        // Tika would believe the name where the bytes say nothing; and where both say the same, it need not look again.
        boolean isSaid = byContent.equals(MediaType.OCTET_STREAM.toString())
                || name != null && byContent.equals(TIKA.detect(name));
        String type = isSaid ? byContent : TIKA.detect(head, name);
        return OLE_CONTAINER.equals(type) ? BY_EXTENSION.get("doc") : type;
    }

    /** What a file's name says that it is, where its content is not there; {@code name} may be null. */
    public static String ofName(String name) {
        return name == null ? MediaType.OCTET_STREAM.toString() : TIKA.detect(name);
    }

    /** How names of files of that type mostly end, such as {@code .pdf}; empty where nothing is known. */
    public static String extension(String mediaType) {
        try {
            MimeType known = MimeTypes.getDefaultMimeTypes().getRegisteredMimeType(mediaType);
            return known == null || known.getType().equals(MediaType.OCTET_STREAM) ? "" : known.getExtension();
        } catch (MimeTypeException e) {
            return "";
        }
    }

    /**
     * Whether {@code mediaType} is among {@code allowed}.
     *
     * @param allowed file name extensions, {@code images}, or media types
     */
    public static boolean allowed(String mediaType, List<String> allowed) {
        return mediaType != null
                && allowed.stream()
                        .map(type -> type.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(type -> type.equals(mediaType)
                                || mediaType.equals(BY_EXTENSION.get(type))
                                || type.equals("images") && mediaType.startsWith("image/"));
    }
}
