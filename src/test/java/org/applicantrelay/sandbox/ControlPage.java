package org.applicantrelay.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Everything below {@code /sandbox}: what a person or a script sees and switches; no part of a partner's API. */
final class ControlPage {

    /** A table of the page; the cells are plain text. */
    record Table(String title, List<String> columns, List<List<String>> rows) {}

    private static final int ROWS_SHOWN = 200;

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="2">
            <title>%1$s sandbox</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem;
                   color: #1d2733; background: #fbfcfd }
            h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
            table { border-collapse: collapse; width: 100%%; background: #fff }
            th, td { text-align: left; padding: .35rem .7rem; border-bottom: 1px solid #e3e8ee; vertical-align: top }
            th { background: #f0f3f7; font-weight: 600 }
            pre { background: #f0f3f7; padding: .8rem 1rem; overflow-x: auto }
            p.note { color: #5b6875; margin: .2rem 0 }
            </style>
            </head>
            <body>
            <h1>%1$s sandbox</h1>
            <p class="note">A simulator with invented people. This page renews itself every 2 seconds;
            the same as JSON: <a href="/sandbox/state">/sandbox/state</a></p>
            """;

    private final String name;
    private final Simulator simulator;

    ControlPage(String name, Simulator simulator) {
        this.name = name;
        this.simulator = simulator;
    }

    Answer answer(Call call, List<String> parts) throws IOException {
        String what = String.join("/", parts);
        try {
            if (call.isGet() && what.isEmpty()) {
                return Answer.html(page());
            }
            if (call.isGet() && what.equals("state")) {
                return Answer.json(200, state());
            }
            if (what.equals("faults")) {
                return faults(call);
            }
            if (call.isPost()) {
                Optional<Answer> added = simulator.add(what, call);
                if (added.isPresent()) {
                    return added.get();
                }
            }
            return error(404, "Nothing here: see /sandbox");
        } catch (JsonProcessingException e) {
            return error(400, "The body is not the JSON that is expected: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return error(400, e.getMessage());
        }
    }

    private Answer faults(Call call) {
        switch (call.method()) {
            case "GET" -> {}
            case "POST" -> simulator.faults().add(fault(call));
            case "DELETE" -> simulator.faults().clear();
            default -> {
                return error(405, "GET lists, POST switches on, DELETE clears");
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        describeFaults(answer);
        ObjectNode kinds = answer.putObject("kinds");
        simulator.faults().kinds().forEach(kind -> kinds.put(kind.name(), kind.effect()));
        ArrayNode on = answer.putArray("on").add("ALL");
        simulator.faults().requestKinds().forEach(kind -> on.add(kind.name()));
        return Answer.json(200, answer);
    }

    private FaultSwitch fault(Call call) {
        FaultKind kind = word(FaultKind.class, call, "kind", simulator.faults().kinds());
        if (kind == null) {
            throw new IllegalArgumentException(
                    "kind is missing, one of " + simulator.faults().kinds());
        }
        FaultSwitch fault = FaultSwitch.of(kind);
        if (!call.param("on").orElse("ALL").equalsIgnoreCase("ALL")) {
            fault = fault.on(
                    word(RequestKind.class, call, "on", simulator.faults().requestKinds()));
        }
        Optional<Long> times = number(call, "times");
        if (times.isPresent()) {
            if (times.get() < 1 || times.get() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("times must be 1 or more; leave it out for \"until cleared\"");
            }
            fault = fault.times(times.get().intValue());
        }
        Optional<Long> percent = number(call, "percent");
        if (percent.isPresent()) {
            // What is no int is out of range as well.
            fault = fault.percent((int) Math.max(0, Math.min(percent.get(), Integer.MAX_VALUE)));
        }
        Optional<Long> value = number(call, "value");
        if (value.isPresent()) {
            fault = fault.value(value.get());
        }
        return fault.about(number(call, "about").orElse(null));
    }

    private static <E extends Enum<E>> E word(Class<E> type, Call call, String param, Set<E> valid) {
        String word = call.param(param).orElse(null);
        if (word == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(valid::contains)
                .filter(each -> each.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(param + " \"" + word + "\" is not known here, one of " + valid));
    }

    private static Optional<Long> number(Call call, String param) {
        return call.param(param).map(text -> {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(param + " \"" + text + "\" is not a whole number");
            }
        });
    }

    private ObjectNode state() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("simulator", name);
        state.put("baseUrl", simulator.baseUrl().toString());
        ObjectNode counts = state.putObject("requests");
        simulator.requests().counts().forEach((kind, count) -> counts.put(kind.name(), count));
        describeFaults(state);
        simulator.describe(state);
        return state;
    }

    private void describeFaults(ObjectNode node) {
        ArrayNode active = node.putArray("faults");
        for (FaultSwitch fault : simulator.faults().active()) {
            ObjectNode each = active.addObject();
            each.put("kind", fault.kind().name());
            each.put("on", fault.on() == null ? "ALL" : fault.on().name());
            if (fault.about() != null) {
                each.put("about", fault.about());
            }
            each.put("times", fault.times() == 0 ? "until cleared" : String.valueOf(fault.times()));
            each.put("percent", fault.percent());
            each.put("value", fault.value());
        }
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    private String page() {
        StringBuilder html = new StringBuilder(HEAD.formatted(name));
        html.append("<p class=\"note\">Base URL: <code>")
                .append(escape(simulator.baseUrl().toString()))
                .append("</code></p>\n");
        simulator.tables().forEach(table -> append(html, table));
        append(html, requestTable());
        append(html, faultTable());
        html.append("<h2>To copy</h2>\n<pre>");
        examples().forEach(line -> html.append(escape(line)).append('\n'));
        html.append("</pre>\n");
        append(html, kindTable());
        simulator.explanations().forEach(table -> append(html, table));
        return html.append("</body>\n</html>\n").toString();
    }

    private Table requestTable() {
        return new Table(
                "Requests so far",
                List.of("Kind", "Count"),
                simulator.requests().counts().entrySet().stream()
                        .map(count -> List.of(count.getKey().name(), String.valueOf(count.getValue())))
                        .toList());
    }

    private Table faultTable() {
        return new Table(
                "Faults switched on",
                List.of("Kind", "On", "About", "Times left", "Percent", "Value"),
                simulator.faults().active().stream()
                        .map(fault -> List.of(
                                fault.kind().name(),
                                fault.on() == null ? "ALL" : fault.on().name(),
                                fault.about() == null ? "" : fault.about().toString(),
                                fault.times() == 0 ? "until cleared" : String.valueOf(fault.times()),
                                String.valueOf(fault.percent()),
                                String.valueOf(fault.value())))
                        .toList());
    }

    private Table kindTable() {
        return new Table(
                "Kinds of faults",
                List.of("Kind", "What it does", "Default value"),
                simulator.faults().kinds().stream()
                        .map(kind -> List.of(kind.name(), kind.effect(), String.valueOf(kind.defaultValue())))
                        .toList());
    }

    private List<String> examples() {
        String url = simulator.pageUrl() + "/faults";
        List<String> lines = new ArrayList<>(simulator.examples());
        lines.add("# the next 3 requests of a kind answer 503");
        lines.add("curl -X POST '" + url + "?kind=ERROR_5XX&on="
                + (simulator.faults().requestKinds().contains(RequestKind.CREATE) ? "CREATE" : "DETAIL")
                + "&times=3&value=503'");
        lines.add("# 5 of a hundred requests, by chance, answer 503 until it is cleared");
        lines.add("curl -X POST '" + url + "?kind=ERROR_5XX&percent=5'");
        lines.add("# everything is 5 seconds slow until it is cleared");
        lines.add("curl -X POST '" + url + "?kind=SLOW&value=5000'");
        lines.add("# the next request is carried out, but its answer is lost");
        lines.add("curl -X POST '" + url + "?kind=ANSWER_LOST&on="
                + (simulator.faults().requestKinds().contains(RequestKind.CREATE) ? "CREATE" : "OUTCOME")
                + "&times=1'");
        lines.add("# what is on, and all words that can be used; then all off");
        lines.add("curl '" + url + "'");
        lines.add("curl -X DELETE '" + url + "'");
        return lines;
    }

    private static void append(StringBuilder html, Table table) {
        html.append("<h2>").append(escape(table.title())).append("</h2>\n");
        if (table.rows().isEmpty()) {
            html.append("<p class=\"note\">none</p>\n");
            return;
        }
        html.append("<table><tr>");
        table.columns()
                .forEach(column -> html.append("<th>").append(escape(column)).append("</th>"));
        html.append("</tr>\n");
        table.rows().stream().limit(ROWS_SHOWN).forEach(row -> {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
            html.append("</tr>\n");
        });
        html.append("</table>\n");
        if (table.rows().size() > ROWS_SHOWN) {
            html.append("<p class=\"note\">and ")
                    .append(table.rows().size() - ROWS_SHOWN)
                    .append(" more</p>\n");
        }
    }

    private static String escape(String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }
}
