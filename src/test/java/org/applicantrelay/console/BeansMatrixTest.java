package org.applicantrelay.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;

/**
 * Every attribute and operation of every kind of bean in the running relay, asked for by people of each role through all
 * that stands before it, matches {@code console/beans.txt}: one that is new there needs a line.
 */
class BeansMatrixTest extends ConsoleTest {

    private static final Path ACTUAL = Path.of("target/console-beans.txt");
    private static final int WIDTH = 120;
    private static final String NOBODY = "nobody";
    private static final List<String> ROLES = List.of("viewer", "operator", "admin");

    @Autowired
    private CamelContext camel;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectMapper json = new ObjectMapper();

    /** One thing that may be asked for. */
    private record Item(String verb, String name, ObjectName bean) {

        Map<String, String> request() {
            Map<String, String> request = new LinkedHashMap<>();
            request.put("type", verb.equals("reads") ? "read" : verb.equals("sets") ? "write" : "exec");
            request.put("mbean", bean.toString());
            request.put(verb.equals("calls") ? "operation" : "attribute", name);
            if (verb.equals("sets")) {
                request.put("value", "");
            }
            return request;
        }
    }

    @AfterEach
    void realAgain() {
        restrictor.become(LooseRestrictor.Mode.REAL);
    }

    @Test
    void everyBeanIsAsTheTableSays() throws Exception {
        restrictor.become(LooseRestrictor.Mode.REHEARSED);

        assertThat(actual())
                .as("the table; how it is stands in %s", ACTUAL)
                .isEqualTo(new ClassPathResource("console/beans.txt").getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void withoutTheRestrictorItIsNot() throws Exception {
        restrictor.become(LooseRestrictor.Mode.OFF);

        assertThat(actual())
                .isNotEqualTo(new ClassPathResource("console/beans.txt").getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain("nobody calls");
    }

    /** Who can ask for something that is nobody's can also find it. */
    @Test
    void whatNobodyMayUseIsNotFound() throws Exception {
        JsonNode found = answers(loggedIn("ada"), List.of(Map.of("type", "search", "mbean", "*:*")));
        restrictor.become(LooseRestrictor.Mode.REHEARSED);
        Set<String> kinds = new TreeSet<>();
        for (JsonNode name : found.get(0).get("value")) {
            ObjectName bean = new ObjectName(name.asText());
            if (isOfThisRelay(bean)) {
                kinds.add(kind(bean));
            }
        }

        String table = actual();

        assertThat(kinds).isNotEmpty().allSatisfy(kind -> assertThat(table)
                .containsPattern("\n" + Pattern.quote(kind) + "\n  (viewer|operator|admin)"));
    }

    private String actual() throws Exception {
        Map<String, Map<String, Item>> kinds = kinds();
        List<Item> items =
                kinds.values().stream().flatMap(kind -> kind.values().stream()).toList();
        List<JsonNode> answers = new ArrayList<>();
        for (String who : PEOPLE) {
            answers.add(answers(loggedIn(who), items.stream().map(Item::request).toList()));
        }
        Map<Item, String> role = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String least = NOBODY;
            for (int r = ROLES.size() - 1; r >= 0; r--) {
                boolean allowed = answers.get(r).get(i).path("error").asText().equals(LooseRestrictor.ALLOWED);
                // Were a role to miss what one before it has, the table would show nobody.
                least = allowed ? ROLES.get(r) : least;
            }
            role.put(items.get(i), least);
        }
        String table = table(kinds, role);
        Files.writeString(ACTUAL, table);
        return table;
    }

    private static String table(Map<String, Map<String, Item>> kinds, Map<Item, String> role) {
        StringBuilder table = new StringBuilder(
                "What each kind of bean lets whom do at the console, each role what those before it may as well.\n");
        kinds.forEach((kind, items) -> {
            if (isJdk(kind) && items.values().stream().map(role::get).allMatch(NOBODY::equals)) {
                return;
            }
            table.append('\n').append(kind).append('\n');
            Map<String, List<String>> lines = new LinkedHashMap<>();
            for (String least : List.of("viewer", "operator", "admin", NOBODY)) {
                if (least.equals(NOBODY) && isJdk(kind)) {
                    lines.put("nobody anything else", List.of());
                    continue;
                }
                for (String verb : List.of("reads", "sets", "calls")) {
                    items.values().stream()
                            .filter(item ->
                                    item.verb().equals(verb) && role.get(item).equals(least))
                            .forEach(item -> lines.computeIfAbsent(least + " " + verb, line -> new ArrayList<>())
                                    .add(item.name()));
                }
            }
            lines.forEach((line, names) -> table.append(wrapped(line, names)));
        });
        return table.toString();
    }

    private static String wrapped(String head, List<String> names) {
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder("  " + head);
        for (String name : names) {
            if (line.length() + 1 + name.length() > WIDTH && !line.toString().isBlank()) {
                text.append(line).append('\n');
                line = new StringBuilder("     ");
            }
            line.append(' ').append(name);
        }
        return text.append(line).append('\n').toString();
    }

    /** What there is, by kind of bean and then by what is asked: one bean stands for all of its kind that have it. */
    private Map<String, Map<String, Item>> kinds() throws Exception {
        Map<String, Map<String, Item>> kinds = new TreeMap<>();
        for (ObjectName bean : new TreeSet<>(beans.queryNames(null, null))) {
            if (!isOfThisRelay(bean)) {
                continue;
            }
            MBeanInfo info;
            try {
                info = beans.getMBeanInfo(bean);
            } catch (InstanceNotFoundException e) {
                continue;
            }
            Map<String, Item> items = kinds.computeIfAbsent(kind(bean), kind -> new TreeMap<>());
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                if (attribute.isReadable()) {
                    put(items, new Item("reads", attribute.getName(), bean));
                }
                if (attribute.isWritable()) {
                    put(items, new Item("sets", attribute.getName(), bean));
                }
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                put(items, new Item("calls", signed(operation), bean));
            }
        }
        return kinds;
    }

    private static void put(Map<String, Item> items, Item item) {
        items.putIfAbsent(item.verb() + " " + item.name(), item);
    }

    /** Of our own, and of Camel's services, each; of those that there are many of, their type. */
    private static String kind(ObjectName bean) {
        String type = bean.getKeyProperty("type");
        boolean isOne = bean.getDomain().equals("org.applicantrelay") || "services".equals(type);
        String name = isOne ? ",name=" + bean.getKeyProperty("name").replaceFirst("[($].*", "") : "";
        return bean.getDomain() + ":type=" + type + name;
    }

    /** Each release of the JDK has other beans, and more to ask them. */
    private static boolean isJdk(String kind) {
        return kind.matches("(java|javax|jdk|com\\.sun)\\..*|JMImplementation:.*");
    }

    /** Other contexts, of other tests, are in this JVM as well. */
    private boolean isOfThisRelay(ObjectName bean) {
        String context = bean.getKeyProperty("context");
        return context == null || context.equals(camel.getManagementName());
    }

    private static String signed(MBeanOperationInfo operation) {
        return Arrays.stream(operation.getSignature())
                .map(parameter -> parameter.getType())
                .collect(Collectors.joining(",", operation.getName() + "(", ")"));
    }

    private JsonNode answers(Visitor visitor, List<Map<String, String>> requests) throws IOException {
        HttpResponse<String> answer = visitor.post("/observe/jolokia", json.writeValueAsString(requests));
        assertThat(answer.statusCode()).isEqualTo(200);
        return json.readTree(answer.body());
    }
}
