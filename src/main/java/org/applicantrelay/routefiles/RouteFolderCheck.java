package org.applicantrelay.routefiles;

import java.util.List;

/**
 * Checks a folder of routes against the relay that will run it: without starting it, and without its settings. Holds
 * Camel's schema and catalog once they are read, so that one may be used for many folders; not for use by several
 * threads at once.
 */
public final class RouteFolderCheck {

    private final List<Rule> rules;

    /** Reads what the relay consists of from its class path. */
    public RouteFolderCheck() {
        Product product = new Product();
        Schemes schemes = new Schemes(product.catalog());
        rules = List.of(
                new FileRule(),
                new SchemaRule(),
                new PeopleRule(),
                new EndpointRule(product),
                new AddressRule(),
                new ClockRule(),
                new KameletCallRule(),
                new WiringRule(),
                new CycleRule(),
                new ExpressionRule(product),
                new BeanRule(product),
                new ClassRule(product),
                new NamedQueryRule(product),
                new PlaceholderRule(product.settings()),
                new BoundaryRule(schemes),
                new HttpRule(),
                new ListenerRule(),
                new SecretRule(),
                new LanguageRule(product),
                new LogRule(),
                new TransactionRule(schemes),
                new ErrorHandlingRule(),
                new KameletRule(),
                new MappingRule(),
                new TableRule());
    }

    /** All findings, by path and line; empty where nothing was found. */
    public List<Finding> check(RouteFolder folder) {
        Findings findings = new Findings(SecretRule.in(folder), folder.isWhole());
        folder.problems().forEach(findings::add);
        rules.forEach(rule -> rule.check(folder, findings));
        return findings.sorted();
    }
}
