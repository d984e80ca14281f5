package org.applicantrelay.idibu;

import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
 * Reads and writes idibu's XML, strict about DTDs and lenient about what is missing or empty; {@code routes/common/beans.camel.yaml} names it. It is no Spring bean, for Spring Boot
 * would take it for the application's JSON mapper.
 */
public class IdibuXmlMapper extends XmlMapper {

    private static final long serialVersionUID = 1L;

    public IdibuXmlMapper() {
        super(XmlFactory.builder()
                .xmlInputFactory(input())
                .xmlOutputFactory(new WstxOutputFactory())
                // Lengths are XmlRepair's to judge, with a fault of their own.
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build());
        configure(FromXmlParser.Feature.EMPTY_ELEMENT_AS_NULL, true);
        configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        // <files> </files> is as empty as <files/>.
        coercionConfigDefaults()
                .setAcceptBlankAsEmpty(true)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull);
        setSerializationInclusion(JsonInclude.Include.NON_NULL);
        registerModule(new SimpleModule().addDeserializer(String.class, new Text()));
    }

    /** Without white space around it; a blank text is none. */
    private static final class Text extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
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
