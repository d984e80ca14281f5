package org.applicantrelay.routefiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.NamedNode;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What an editor makes of a file is the same route. The models are compared as Camel's XML, whose writer is whole; Camel
 * 4.17's writer of YAML is not, and loses, each time without a word or with an exception of its own:
 *
 * <ul>
 *   <li>descriptions, as {@code LwModelToYAMLDumper} writes of a node's common attributes the id alone;
 *   <li>an expression without a text of its own, such as {@code method} or {@code tokenize}: {@code EipNode} takes that text's
 *       key for the language, and writes null, which is no JSON;
 *   <li>{@code errorHandler}, {@code resilience4jConfiguration} and {@code redeliveryPolicy}, which become steps;
 *   <li>the steps of {@code transacted} and {@code policy}, and all of a {@code routeConfiguration};
 *   <li>the route of a route template, which becomes one of its steps: a Kamelet's is looked at as a route.
 * </ul>
 */
class CanonicalNotationTest {

    private static final Path ROUTES = Path.of("routes");

    /** Quotes where they must be, and long lines in several, as editors do. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private static final CamelCatalog CATALOG = new DefaultCamelCatalog(true);

    /** What Camel 4.17 cannot write as YAML, and what stands for it. */
    private static final Set<String> NOT_WRITTEN = Set.of("description", "errorHandler", "resilience4jConfiguration");

    private static final Set<String> TEXTLESS = Set.of("method", "tokenize");
    private static final Set<String> STEPS_NOT_WRITTEN = Set.of("transacted", "policy");

    private static DefaultCamelContext camel;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() {
        camel = new DefaultCamelContext();
        // Beans are made when a file is read.
        camel.getRegistry()
                .bind(
                        "transactionManager",
                        PlatformTransactionManager.class,
                        Proxy.newProxyInstance(
                                CanonicalNotationTest.class.getClassLoader(),
                                new Class<?>[] {PlatformTransactionManager.class},
                                (proxy, method, args) -> null));
        camel.build();
    }

    @AfterAll
    static void close() throws IOException {
        camel.close();
    }

    static Stream<String> files() throws IOException {
        return RouteFolder.read(ROUTES).files().stream().map(RouteFile::path);
    }

    static Stream<String> routes() throws IOException {
        return RouteFolder.read(ROUTES).files().stream()
                .filter(file -> file.isKamelet() || !file.entries("route").isEmpty())
                .map(RouteFile::path);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatAnEditorWritesIsTheSameModel(String path) throws Exception {
        String before = Files.readString(ROUTES.resolve(path));

        String after = edited(path, before);

        assertThat(model(path, after)).isNotBlank().isEqualTo(model(path, before));
    }

    @Test
    void whatAnEditorWritesHasNoFinding() throws IOException {
        try (Stream<Path> all = Files.walk(ROUTES)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = ROUTES.relativize(file).toString().replace('\\', '/');
                Files.createDirectories(folder.resolve(path).getParent());
                String text = Files.readString(file);
                Files.writeString(folder.resolve(path), RouteFile.isRead(path) ? edited(path, text) : text);
            }
        }

        assertThat(new RouteFolderCheck().check(RouteFolder.read(folder))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whatCamelWritesIsTheSameModel(String path) throws Exception {
        JsonNode route = whatCamelCanWrite(path);
        String name = path.replace(RouteFile.KAMELET, RouteFile.ROUTES);

        List<NamedNode> first = load(name, YAML.writeValueAsString(route));
        String written = yaml(first);
        List<NamedNode> second = load(name, written);

        assertThat(xml(second)).isNotBlank().isEqualTo(xml(first));
        assertThat(yaml(second)).isEqualTo(written);
    }

    /** The file as Kaoto 2.12 writes it when each of its nodes has been edited: addresses taken apart, comments lost but the first. */
    private static String edited(String path, String text) throws IOException {
        JsonNode json = json(path, text);
        takeApart(json);
        String comment = text.lines().takeWhile(line -> line.startsWith("#")).collect(Collectors.joining("\n"));
        return comment + "\n" + YAML.writeValueAsString(json);
    }

    private static void takeApart(JsonNode node) {
        String uri = node.path("uri").asText();
        String scheme = uri.replaceFirst(":.*", "");
        // A Kamelet stays with its name, and of a setting nobody knows the component.
        if (node instanceof ObjectNode endpoint
                && !scheme.equals("kamelet")
                && CATALOG.componentModel(scheme) != null) {
            Map<String, String> parts = parts(uri);
            endpoint.put("uri", scheme);
            parts.forEach(endpoint.withObjectProperty("parameters")::put);
        }
        node.forEach(CanonicalNotationTest::takeApart);
    }

    private static Map<String, String> parts(String uri) {
        try {
            return CATALOG.endpointProperties(uri);
        } catch (URISyntaxException e) {
            throw new AssertionError(uri, e);
        }
    }

    private static JsonNode whatCamelCanWrite(String path) throws IOException {
        JsonNode json = json(path, Files.readString(ROUTES.resolve(path)));
        if (RouteFile.isKamelet(path)) {
            ArrayNode routes = JsonNodeFactory.instance.arrayNode();
            routes.addObject()
                    .putObject("route")
                    .put("id", json.at("/metadata/name").asText())
                    .set("from", json.at("/spec/template/from"));
            json = routes;
        }
        reduce(json);
        return json;
    }

    private static void reduce(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(NOT_WRITTEN);
            if (object.get("expression") instanceof ObjectNode expression
                    && TEXTLESS.stream().anyMatch(expression::has)) {
                expression.removeAll().putObject("simple").put("expression", "${body}");
            }
            STEPS_NOT_WRITTEN.stream().filter(object::has).forEach(name -> {
                JsonNode steps = object.remove(name).path("steps");
                object.putObject("step").set("steps", steps);
            });
        }
        node.forEach(CanonicalNotationTest::reduce);
    }

    private static JsonNode json(String path, String text) {
        List<Finding> problems = new ArrayList<>();
        JsonNode json = YamlReader.read(path, text, problems).get(0).json();
        assertThat(problems).isEmpty();
        return json;
    }

    private static String model(String path, String text) throws Exception {
        List<NamedNode> nodes = load(path, text);
        List<Object> beans = new ArrayList<>(
                camel.getCamelContextExtension().getContextPlugin(Model.class).getCustomBeans());
        return xml(nodes) + PluginHelper.getModelToXMLDumper(camel).dumpBeansAsXml(camel, beans);
    }

    private static List<NamedNode> load(String path, String text) throws Exception {
        List<NamedNode> nodes = new ArrayList<>();
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (RoutesBuilder loaded :
                PluginHelper.getRoutesLoader(camel).findRoutesBuilders(ResourceHelper.fromString(name, text))) {
            if (loaded instanceof RouteConfigurationBuilder builder) {
                builder.setCamelContext(camel);
                builder.configuration();
                nodes.addAll(builder.getRouteConfigurationCollection().getRouteConfigurations());
            }
            RouteBuilder builder = (RouteBuilder) loaded;
            nodes.addAll(builder.configureRoutes(camel).getRoutes());
            nodes.addAll(builder.getRouteTemplateCollection().getRouteTemplates());
        }
        return nodes;
    }

    private static String xml(List<NamedNode> nodes) throws Exception {
        StringBuilder xml = new StringBuilder();
        for (NamedNode node : nodes) {
            xml.append(PluginHelper.getModelToXMLDumper(camel).dumpModelAsXml(camel, node));
        }
        return xml.toString();
    }

    private static String yaml(List<NamedNode> nodes) throws Exception {
        StringBuilder yaml = new StringBuilder();
        for (NamedNode node : nodes) {
            yaml.append(
                    PluginHelper.getModelToYAMLDumper(camel).dumpModelAsYaml(camel, node, false, true, false, false));
        }
        return yaml.toString();
    }
}
