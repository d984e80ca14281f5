package org.applicantrelay.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The few pages around the console that are ours. They load nothing and run no script. */
final class ConsolePages {

    private final String frame = resource("console/page.html");
    private final String form = resource("console/log-in.html");

    /**
     * @param message what happened before, or empty
     * @param hasForm whether anybody can log in with name and password
     * @param providers names to show, by the address where the log-in begins
     */
    String logIn(String message, boolean hasForm, Map<String, String> providers, CsrfToken csrf) {
        String said = message.isEmpty() ? "" : "<p role=\"alert\">" + HtmlUtils.htmlEscape(message) + "</p>\n";
        String fields = hasForm
                ? form.replace("{{action}}", ConsolePaths.LOG_IN)
                        .replace("{{csrf-name}}", csrf.getParameterName())
                        .replace("{{csrf}}", csrf.getToken())
                : "";
        String links = providers.entrySet().stream()
                .map(provider -> "<p><a class=\"button\" href=\"%s\">Log in with %s</a></p>\n"
                        .formatted(HtmlUtils.htmlEscape(provider.getKey()), HtmlUtils.htmlEscape(provider.getValue())))
                .collect(Collectors.joining());
        return page("Log in", said + fields + links);
    }

    /** @param why a sentence */
    String refused(String why) {
        return page(
                "Not allowed",
                "<p>%s</p>\n<p><a href=\"%s\">Log out</a> or go <a href=\"%s/\">back to the console</a>.</p>\n"
                        .formatted(HtmlUtils.htmlEscape(why), ConsolePaths.HAWTIO_LOG_OUT, ConsolePaths.HAWTIO));
    }

    private String page(String title, String body) {
        return frame.replace("{{title}}", title).replace("{{body}}", body);
    }

    static void send(HttpServletResponse response, String page) throws IOException {
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(page);
    }

    private static String resource(String name) {
        try {
            return new ClassPathResource(name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
