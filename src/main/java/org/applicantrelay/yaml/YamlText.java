package org.applicantrelay.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses YAML, and so JSON, with the parser that Camel uses. Never throws on what it reads. */
public final class YamlText {

    // A collection used twice could contain itself, and Kaoto writes none.
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setMaxAliasesForCollections(0)
            // A placeholder without quotes is one; whoever reads the nodes finds it, with its line.
            .setAllowNonScalarKeys(true)
            .build();

    private YamlText() {}

    /** Takes what is wrong with a text. */
    @FunctionalInterface
    public interface Problems {

        /**
         * @param line counted from 1
         * @param message what is wrong and how to mend it, without the text itself
         */
        void add(int line, String message);
    }

    /** The documents of a text, up to the first that is not YAML, which is then among the problems. */
    public static List<Node> documents(String text, Problems problems) {
        List<Node> documents = new ArrayList<>();
        try {
            new Compose(SETTINGS).composeAllFromString(text).forEach(documents::add);
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            problems.add(line, "This is not YAML: " + why(e) + "; mend it here or just above.");
        } catch (ReaderException e) {
            long line = text.codePoints()
                            .limit(e.getPosition())
                            .filter(letter -> letter == '\n')
                            .count()
                    + 1;
            problems.add((int) line, "YAML has no such control character; delete it.");
        } catch (StackOverflowError e) {
            problems.add(1, "The file is nested too deeply to be read; look for repeated brackets.");
        } catch (YamlEngineException e) {
            problems.add(alias(text), "This folder has no aliases (*name); write out what it stands for.");
        }
        return documents;
    }

    /** The line that a node begins on, counted from 1. */
    public static int line(Node node) {
        Optional<Mark> mark = node.getStartMark();
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static int alias(String text) {
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event.getEventId() == Event.ID.Alias) {
                return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
            }
        }
        return 1;
    }

    private static String why(MarkedYamlEngineException e) {
        // Never the whole message: it quotes the file.
        return e.getProblem() == null ? "it cannot be parsed" : e.getProblem().replaceAll("\\R.*", "");
    }
}
