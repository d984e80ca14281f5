package org.applicantrelay.routefiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One step of a route, with its neighbours and the steps around and inside it. */
final class Step {

    /** The keys of a step that hold a branch of further steps, or a list of branches. */
    private static final List<String> BRANCHES = List.of("when", "otherwise", "doCatch", "doFinally", "onFallback");

    private final String name;
    private final YamlNode node;
    private final Step parent;
    private final List<Step> siblings;
    private final int index;
    private final List<Step> children = new ArrayList<>();

    private Step(String name, YamlNode node, Step parent, List<Step> siblings) {
        this.name = name;
        this.node = node;
        this.parent = parent;
        this.siblings = siblings;
        this.index = siblings.size();
    }

    static List<Step> list(Step parent, YamlNode steps) {
        List<Step> list = new ArrayList<>();
        for (YamlNode item : steps.items()) {
            for (YamlNode body : item.fields()) {
                Step step = new Step(body.key(), body, parent, list);
                list.add(step);
                step.children.addAll(list(step, body.get("steps")));
                for (String branch : BRANCHES) {
                    YamlNode there = body.get(branch);
                    step.children.addAll(list(step, there.get("steps")));
                    there.items().forEach(one -> step.children.addAll(list(step, one.get("steps"))));
                }
            }
        }
        return list;
    }

    /** What kind of step it is, such as {@code to} or {@code filter}. */
    String name() {
        return name;
    }

    boolean is(String... names) {
        return List.of(names).contains(name);
    }

    YamlNode node() {
        return node;
    }

    YamlNode get(String... path) {
        return node.get(path);
    }

    Optional<Step> next() {
        return index + 1 < siblings.size() ? Optional.of(siblings.get(index + 1)) : Optional.empty();
    }

    /** The steps before this one in its own list and in the lists around it: what every message has passed. */
    Stream<Step> before() {
        Stream<Step> here = siblings.subList(0, index).stream();
        return parent == null ? here : Stream.concat(here, parent.before());
    }

    /** The steps directly inside, of all branches. */
    List<Step> children() {
        return children;
    }

    Stream<Step> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Step::all));
    }
}
