package org.applicantrelay.routefiles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of the running routes has to be made anew where one folder takes the place of another, and no more. What names
 * something that has changed, such as a Kamelet, a mapping, a bean or an error rule, is made anew with it.
 *
 * @param routes what is called before what calls it; those that are only removed at last
 * @param kamelets the names of those that are another now, or gone
 * @param rules the ids of route configurations that are another now, or gone
 * @param shared the files with such a route configuration or bean that is there now
 */
public record RouteChanges(
        List<RouteChange> routes, SortedSet<String> kamelets, SortedSet<String> rules, SortedSet<String> shared) {

    private static final String ROUTE = "route";
    private static final String RULES = "routeConfiguration";
    private static final String BEAN = "bean";
    private static final String MAPPING = ".jslt";

    /**
     * One route.
     *
     * @param path of its file, below the folder; null where the route is removed
     */
    public record RouteChange(String id, String path) {}

    /** Both are sound: nothing was found in them. */
    public static RouteChanges between(RouteFolder before, RouteFolder now) {
        return new Search(before, now).changes();
    }

    /** Whether all goes on as it was made. */
    public boolean isEmpty() {
        return routes.isEmpty() && kamelets.isEmpty() && rules.isEmpty() && shared.isEmpty();
    }

    /** The same for these routes only. */
    public RouteChanges of(Set<String> ids) {
        return new RouteChanges(
                routes.stream().filter(change -> ids.contains(change.id())).toList(), kamelets, rules, shared);
    }

    /** A part of a file that can be another by itself. */
    private record Part(String kind, String name) {}

    /** @param addresses of its endpoints; an editor may have taken them apart in the file */
    private record Place(RouteFile file, JsonNode json, List<String> addresses) {

        static Place of(RouteFile file, YamlNode node, Stream<Flow> flows) {
            return new Place(
                    file,
                    node.json(),
                    flows.flatMap(Flow::endpoints).map(Endpoint::address).toList());
        }

        boolean names(Pattern name) {
            return name.matcher(json.toString()).find()
                    || addresses.stream()
                            .anyMatch(address -> name.matcher(address).find());
        }
    }

    private static final class Search {

        private final RouteFolder folder;
        private final Map<Part, Place> before;
        private final Map<Part, Place> now;

        /** As others name them. */
        private final Set<String> changedNames = new HashSet<>();

        private final Set<Part> changed = new HashSet<>();

        Search(RouteFolder before, RouteFolder now) {
            this.folder = now;
            this.before = parts(before);
            this.now = parts(now);
            Stream.concat(this.before.keySet().stream(), this.now.keySet().stream())
                    .filter(part -> !Objects.equals(json(this.before, part), json(this.now, part)))
                    .forEach(this::change);
            Stream.concat(before.texts().keySet().stream(), now.texts().keySet().stream())
                    .filter(path -> path.endsWith(MAPPING))
                    .filter(path -> !Objects.equals(
                            before.texts().get(path), now.texts().get(path)))
                    .forEach(changedNames::add);
        }

        private static Map<Part, Place> parts(RouteFolder folder) {
            Map<Part, Place> parts = new HashMap<>();
            for (RouteFile file : folder.files()) {
                if (file.isKamelet()) {
                    parts.put(
                            new Part(RouteFile.KAMELET, file.name()),
                            Place.of(file, file.root(), file.flows().stream()));
                    continue;
                }
                file.entries(ROUTE)
                        .forEach(route -> parts.put(
                                new Part(ROUTE, route.get("id").text()),
                                Place.of(file, route, Stream.of(Flow.of(file, route, route.get("from"))))));
                file.entries(RULES)
                        .forEach(rules -> parts.put(
                                new Part(RULES, rules.get("id").text()), Place.of(file, rules, file.flows(rules))));
                file.beans()
                        .forEach(bean -> parts.put(
                                new Part(BEAN, bean.get("name").text()), Place.of(file, bean, Stream.empty())));
            }
            return parts;
        }

        private static JsonNode json(Map<Part, Place> parts, Part part) {
            Place place = parts.get(part);
            return place == null ? null : place.json();
        }

        private void change(Part part) {
            if (!changed.add(part)) {
                return;
            }
            switch (part.kind()) {
                case RouteFile.KAMELET -> changedNames.add("kamelet:" + part.name());
                // A queue is shared by all that name it, and made anew only where none of them holds it.
                case ROUTE -> changedNames.add("seda:" + part.name());
                default -> changedNames.add(part.name());
            }
        }

        RouteChanges changes() {
            int known;
            do {
                known = changedNames.size();
                spread();
            } while (changedNames.size() > known);
            return new RouteChanges(
                    routes(),
                    names(RouteFile.KAMELET).collect(Collectors.toCollection(TreeSet::new)),
                    rules().collect(Collectors.toCollection(TreeSet::new)),
                    shared().map(RouteFile::path).collect(Collectors.toCollection(TreeSet::new)));
        }

        private Stream<RouteFile> shared() {
            return changed.stream()
                    .filter(part -> part.kind().equals(RULES) || part.kind().equals(BEAN))
                    .map(now::get)
                    .filter(Objects::nonNull)
                    .map(Place::file);
        }

        /** Whatever names what has changed has changed, too. */
        private void spread() {
            if (changedNames.isEmpty()) {
                return;
            }
            in(shared(), ROUTE).forEach(this::change);
            Pattern named = Pattern.compile(changedNames.stream()
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")));
            for (Map.Entry<Part, Place> part : now.entrySet()) {
                if (!changed.contains(part.getKey()) && part.getValue().names(named)) {
                    change(part.getKey());
                }
            }
            folder.texts().forEach((path, text) -> {
                if (path.endsWith(MAPPING) && named.matcher(text).find()) {
                    changedNames.add(path);
                }
            });
        }

        /** A file is loaded whole, and these would be there twice; whoever names one that is the same goes on with the old. */
        private Stream<String> rules() {
            return Stream.concat(names(RULES), in(shared(), RULES).map(Part::name));
        }

        private Stream<Part> in(Stream<RouteFile> files, String kind) {
            List<RouteFile> among = files.distinct().toList();
            return now.entrySet().stream()
                    .filter(part -> part.getKey().kind().equals(kind))
                    .filter(part -> among.contains(part.getValue().file()))
                    .map(Map.Entry::getKey);
        }

        private List<RouteChange> routes() {
            List<RouteChange> routes = new ArrayList<>();
            names(ROUTE)
                    .sorted(Comparator.comparing(this::rank).thenComparing(Comparator.naturalOrder()))
                    .forEach(id -> {
                        Place place = now.get(new Part(ROUTE, id));
                        routes.add(new RouteChange(
                                id, place == null ? null : place.file().path()));
                    });
            return routes;
        }

        private int rank(String id) {
            Place route = now.get(new Part(ROUTE, id));
            if (route == null) {
                return 3;
            }
            String from = route.addresses().get(0);
            if (from.startsWith("direct:")) {
                return 0;
            }
            return from.startsWith("seda:") ? 1 : 2;
        }

        private Stream<String> names(String kind) {
            return changed.stream().filter(part -> part.kind().equals(kind)).map(Part::name);
        }
    }
}
