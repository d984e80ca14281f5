package org.applicantrelay.routefiles;

import java.util.Locale;
import java.util.Set;

/** Logic that needs a language of its own is Java or a mapping: no scripts, no SQL, nothing the relay cannot load. */
final class LanguageRule implements Rule {

    /** Languages in which a route could hold a program. */
    private static final Set<String> SCRIPTS =
            Set.of("groovy", "js", "java", "joor", "csimple", "mvel", "ognl", "spel", "python", "wasm");

    /** Components that take SQL, and the options of {@code jpa:} that do. */
    private static final Set<String> SQL = Set.of("sql", "sql-stored", "jdbc", "mybatis", "spring-jdbc");

    private static final Set<String> JPA_TEXTS = Set.of("query", "nativeQuery");

    /** Keys of marshal and unmarshal that are not data formats. */
    private static final Set<String> NOT_FORMATS =
            Set.of("id", "description", "note", "disabled", "variableSend", "variableReceive", "allowNullBody");

    private final Product product;

    LanguageRule(Product product) {
        this.product = product;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        for (RouteFile file : folder.files()) {
            YamlNode where = file.isKamelet() ? file.template() : file.root();
            where.all().filter(node -> node.key().equals("expression")).forEach(node -> node.fields()
                    .forEach(language -> language(file, language, language.key(), findings)));
            where.all()
                    .filter(node -> node.key().equals("language"))
                    .forEach(node -> script(file, node, node.get("language").text(), findings));
            where.all()
                    .filter(node -> node.key().equals("script"))
                    .forEach(node -> findings.add(file, node, "A route holds no script; call a bean instead."));
            where.all()
                    .filter(node -> node.key().equals("marshal") || node.key().equals("unmarshal"))
                    .forEach(node -> node.fields().forEach(format -> format(file, format, findings)));
        }
        folder.endpoints().forEach(endpoint -> endpoint(endpoint, findings));
    }

    private void language(RouteFile file, YamlNode place, String name, Findings findings) {
        boolean known = product.catalog().languageModel(name) != null;
        if (!script(file, place, name, findings) && known && !product.hasLanguage(name)) {
            findings.add(
                    file,
                    place,
                    "The language \"" + name + "\" is not part of the relay; use simple or method, or add "
                            + product.catalog().languageModel(name).getArtifactId() + "-starter to pom.xml.");
        }
    }

    private static boolean script(RouteFile file, YamlNode place, String name, Findings findings) {
        boolean script = SCRIPTS.contains(name);
        if (script) {
            findings.add(
                    file,
                    place,
                    "\"" + name + "\" is a script language, and a route holds no script; use simple, or method: with a"
                            + " bean.");
        }
        return script;
    }

    private void format(RouteFile file, YamlNode format, Findings findings) {
        String name = format.key().equals("json")
                ? format.get("library").isText() ? format.get("library").text().toLowerCase(Locale.ROOT) : "jackson"
                : format.key();
        boolean known = product.catalog().dataFormatModel(name) != null;
        if (!NOT_FORMATS.contains(format.key()) && known && !product.hasDataFormat(name)) {
            findings.add(
                    file,
                    format,
                    "The data format \"" + name + "\" is not part of the relay; use json or jacksonXml, or add its"
                            + " starter to pom.xml.");
        }
    }

    private static void endpoint(Endpoint endpoint, Findings findings) {
        if (SQL.contains(endpoint.scheme())) {
            findings.add(
                    endpoint.file(), endpoint.place(), "A route holds no SQL; use jpa: with a namedQuery, or a bean.");
        }
        if (endpoint.is("language")) {
            script(endpoint.file(), endpoint.place(), endpoint.path().replaceAll(":.*", ""), findings);
        }
        if (endpoint.is("jpa")) {
            endpoint.parameters().fields().forEach(option -> {
                if (JPA_TEXTS.contains(option.key())) {
                    findings.add(
                            endpoint.file(),
                            option,
                            "A route holds no query; declare it at the entity, and name it as namedQuery.");
                }
                if (option.key().startsWith("parameters.") && option.text().contains("${")) {
                    findings.add(
                            endpoint.file(),
                            option,
                            "jpa: evaluates what its parameters hold, an applicant's text included; pass it to a bean.");
                }
            });
        }
    }
}
