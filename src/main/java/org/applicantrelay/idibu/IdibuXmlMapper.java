package org.applicantrelay.idibu;

import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.dataformat.xml.deser.FromXmlParser;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;

/**
 * Reads and writes idibu's XML; {@code routes/common/beans.camel.yaml} names it. It is no Spring bean, for Spring Boot
 * would take it for the application's JSON mapper.
 */
public class IdibuXmlMapper extends XmlMapper {

    private static final long serialVersionUID = 1L;

    /** In characters. Longer texts are refused: no message is that long. */
    static final int LONGEST_TEXT = 5_000_000;

    public IdibuXmlMapper() {
        super(new XmlFactory(input(), new WstxOutputFactory()));
        configure(FromXmlParser.Feature.EMPTY_ELEMENT_AS_NULL, true);
        configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        // <files> </files> is as empty as <files/>.
        coercionConfigDefaults()
                .setAcceptBlankAsEmpty(true)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull);
        setSerializationInclusion(JsonInclude.Include.NON_NULL);
        registerModule(new SimpleModule().addDeserializer(String.class, new Text()));
    }

    /** Without white space around it; a blank text is none, and one that is too long is refused. */
    private static final class Text extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && text.length() > LONGEST_TEXT) {
                throw JsonMappingException.from(parser, "a text is longer than " + LONGEST_TEXT + " characters");
            }
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    private static XMLInputFactory input() {
        XMLInputFactory input = new WstxInputFactory();
        input.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        input.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return input;
    }
}
