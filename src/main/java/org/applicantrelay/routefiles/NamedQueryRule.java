package org.applicantrelay.routefiles;

import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedQuery;
import java.util.List;
import java.util.stream.Stream;
import org.applicantrelay.text.Nearest;

/** Each query that a route names is declared at its entity; Camel would miss it at the first message only. */
final class NamedQueryRule implements Rule {

    private final Product product;

    NamedQueryRule(Product product) {
        this.product = product;
    }

    @Override
    public void check(RouteFolder folder, Findings findings) {
        folder.endpoints().filter(endpoint -> endpoint.is("jpa")).forEach(endpoint -> {
            YamlNode query = endpoint.parameters().get("namedQuery");
            product.type(endpoint.path())
                    .filter(type -> Placeholders.in(query.text()).isEmpty())
                    .ifPresent(entity -> declared(endpoint.file(), query, entity, findings));
        });
    }

    private static void declared(RouteFile file, YamlNode query, Class<?> entity, Findings findings) {
        List<String> names = Stream.concat(
                        Stream.of(entity.getAnnotationsByType(NamedQuery.class)).map(NamedQuery::name),
                        Stream.of(entity.getAnnotationsByType(NamedNativeQuery.class))
                                .map(NamedNativeQuery::name))
                .toList();
        if (query.isText() && !names.contains(query.text())) {
            findings.add(
                    file,
                    query,
                    entity.getSimpleName() + " declares no query \"" + query.text() + "\"; "
                            + Nearest.hint(query.text(), names));
        }
    }
}
