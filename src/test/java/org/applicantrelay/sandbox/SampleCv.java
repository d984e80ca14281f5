package org.applicantrelay.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small but true documents: what they are can be told from their first bytes, and a reader opens them. */
public final class SampleCv {

    private static final String FILLER = "Led a small team, kept the records, and was on time every day of the week.";

    private SampleCv() {}

    /** A document of about this many bytes, of the type that the file name says; RTF for .doc, as boards do. */
    public static byte[] of(String fileName, String person, int size) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".rtf") || name.endsWith(".doc")) {
            return rtf(person, size);
        }
        if (name.endsWith(".docx")) {
            return docx(person, size);
        }
        return name.endsWith(".txt") ? text(person, size) : pdf(person, size);
    }

    public static byte[] pdf(String person, int size) {
        StringBuilder page = new StringBuilder("BT /F1 12 Tf 14 TL 50 800 Td\n");
        for (String line : lines(ascii(person), size - 800, 9)) {
            String escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)");
            page.append('(').append(escaped).append(") Tj T*\n");
        }
        page.append("ET");
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + page.length() + " >>\nstream\n" + page + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int start = pdf.length();
        pdf.append("xref\n0 ").append(objects.size() + 1).append('\n').append(table);
        pdf.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\n");
        pdf.append("startxref\n").append(start).append("\n%%EOF\n");
        return pdf.toString().getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] rtf(String person, int size) {
        StringBuilder rtf = new StringBuilder("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n");
        for (String line : lines(person, size - 60, 5)) {
            line.chars().forEach(c -> {
                if (c > 127) {
                    rtf.append("\\u").append((short) c).append('?');
                } else {
                    rtf.append(c == '\\' || c == '{' || c == '}' ? "\\" : "").append((char) c);
                }
            });
            rtf.append("\\par\n");
        }
        return rtf.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] docx(String person, int size) {
        StringBuilder document = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
                """);
        for (String line : lines(person, size - 1_500, 34)) {
            document.append("<w:p><w:r><w:t>").append(Xml.escape(line)).append("</w:t></w:r></w:p>\n");
        }
        document.append("</w:body></w:document>");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "[Content_Types].xml", """
                    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                    <Default Extension="rels" \
                    ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Default Extension="xml" ContentType="application/xml"/>\
                    <Override PartName="/word/document.xml" ContentType=\
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            store(zip, "_rels/.rels", """
                    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                    <Relationship Id="rId1" Target="word/document.xml" Type=\
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>\
                    </Relationships>""");
            store(zip, "word/document.xml", document.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] text(String person, int size) {
        return (String.join("\r\n", lines(person, size, 2)) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Stored, not deflated, so that the size is what was asked for; and without a time, so that it repeats. */
    private static void store(ZipOutputStream zip, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Lines that make about this size, where the document adds so many bytes of markup to each. */
    private static List<String> lines(String person, int size, int markup) {
        List<String> lines = new ArrayList<>(List.of("Curriculum vitae of " + person, "An invented person", ""));
        int length = lines.stream().mapToInt(line -> line.length() + markup).sum();
        while (length + FILLER.length() + markup < size) {
            String line = (lines.size() - 2) + ". " + FILLER;
            lines.add(line);
            length += line.length() + markup;
        }
        return lines;
    }

    private static String ascii(String text) {
        return Normalizer.normalize(text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L"), Normalizer.Form.NFD)
                .replaceAll("[^\\x20-\\x7e]", "");
    }
}
