package org.applicantrelay.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.applicantrelay.idibu.IdibuXmlMapper;
import org.applicantrelay.idibu.XmlRepair;

/**
 * Leaves of a text its shape: letters become x or X, digits 0. Whatever is not known to be nobody's personal data is
 * masked. The links of files are masked for everybody: who has one has the file.
 */
final class Mask {

    private static final Pattern CAPITAL = Pattern.compile("[\\p{Lu}\\p{Lt}]");
    private static final Pattern LETTER = Pattern.compile("[\\p{L}&&[^\\p{Lu}\\p{Lt}]]");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");

    /** What may be shown of an applicant, by the places of its JSON. */
    private static final Predicate<String> PLAIN = Pattern.compile(
                    "/(?:trackId|receivedAt|source|unknownName|defaults/[A-Za-z]+"
                            + "|(?:cv|files/\\d+)/(?:from|mediaType)"
                            + "|(?:mail/)?(?:job|portal)/[A-Za-z]+"
                            + "|mail/(?:trackId|clientId|office|team|postLogId|clientReference|user/id|jobType/[A-Za-z]+))")
            .asMatchPredicate();

    /** What may be shown of idibu's XML, by an element and the one around it. */
    private static final Set<String> PLAIN_ELEMENTS = Set.of(
            "response/id",
            "applicant/id",
            "response/date",
            "applicant/date",
            "response/status",
            "applicant/status",
            "message/status",
            "idibu/status",
            "job/id",
            "job/reference",
            "portal/id",
            "portal/name",
            "applicant/portal-id",
            "applicant/portal-name");

    private static final String LINK = "file/link";

    private final boolean personal;

    /** @param personal whether personal data is shown */
    Mask(boolean personal) {
        this.personal = personal;
    }

    private static String shape(String text) {
        String capitals = CAPITAL.matcher(text).replaceAll("X");
        return DIGIT.matcher(LETTER.matcher(capitals).replaceAll("x")).replaceAll("0");
    }

    /** An applicant's JSON. */
    JsonNode applicant(JsonNode applicant) {
        return personal ? applicant : masked(applicant, "", PLAIN);
    }

    /** Of any JSON no more than its shape. */
    static JsonNode shape(JsonNode json) {
        return masked(json, "", place -> false);
    }

    private static JsonNode masked(JsonNode node, String place, Predicate<String> plain) {
        if (node.isObject()) {
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(field ->
                            masked.set(field.getKey(), masked(field.getValue(), place + "/" + field.getKey(), plain)));
            return masked;
        }
        if (node.isArray()) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                masked.add(masked(node.get(i), place + "/" + i, plain));
            }
            return masked;
        }
        return node.isTextual() && !plain.test(place)
                ? JsonNodeFactory.instance.textNode(shape(node.textValue()))
                : node;
    }

    /** idibu's XML, without comments and attributes; an element that is not idibu's can be called anything. */
    String xml(String xml) throws XMLStreamException {
        StringWriter masked = new StringWriter();
        XMLEventFactory events = XMLEventFactory.newFactory();
        IdibuXmlMapper mapper = new IdibuXmlMapper();
        XMLEventReader reader = mapper.getFactory().getXMLInputFactory().createXMLEventReader(new StringReader(xml));
        XMLEventWriter writer = mapper.getFactory().getXMLOutputFactory().createXMLEventWriter(masked);
        Deque<String> open = new ArrayDeque<>();
        while (reader.hasNext()) {
            XMLEvent event = reader.nextEvent();
            if (event instanceof StartElement start) {
                open.push(start.getName().getLocalPart());
                writer.add(events.createStartElement("", "", name(open.peek())));
            } else if (event.isEndElement()) {
                writer.add(events.createEndElement("", "", name(open.pop())));
            } else if (event.isCharacters()) {
                writer.add(events.createCharacters(text(event.asCharacters().getData(), path(open))));
            }
        }
        writer.close();
        return masked.toString();
    }

    private String name(String element) {
        return personal || XmlRepair.isKnown(element) ? element : shape(element);
    }

    private String text(String text, String path) {
        boolean shown = personal ? !path.equals(LINK) : PLAIN_ELEMENTS.contains(path);
        return shown ? text : shape(text);
    }

    private static String path(Deque<String> open) {
        return open.stream()
                .limit(2)
                .reduce((inner, outer) -> outer + "/" + inner)
                .orElse("");
    }
}
