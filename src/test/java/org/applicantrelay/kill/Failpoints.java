package org.applicantrelay.kill;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The failpoints that are armed in this process. A thread that comes to one for the given time stays there; once there is
 * one at each, the process is halted, as it would be by SIGKILL.
 */
final class Failpoints {

    /** The system property with {@code NAME=n} for each, with commas between them. */
    static final String PROPERTY = "relay.test.failpoints";

    /** The system property with a file: where it is set, threads go on once there is one, and nothing is halted. */
    static final String RESUME_PROPERTY = "relay.test.resume";

    /** What a killed process ends with. */
    static final int KILLED = 137;

    private final Map<Failpoint, Armed> armed = new EnumMap<>(Failpoint.class);
    private final AtomicInteger open;
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();

    private record Armed(int time, AtomicInteger passed) {}

    Failpoints(String armed) {
        Stream.of(armed.split(",")).filter(each -> !each.isEmpty()).forEach(each -> {
            String[] parts = each.split("=");
            this.armed.put(Failpoint.valueOf(parts[0]), new Armed(Integer.parseInt(parts[1]), new AtomicInteger()));
        });
        open = new AtomicInteger(this.armed.size());
    }

    /** The value of {@link #PROPERTY} for these. */
    static String text(Map<Failpoint, Integer> times) {
        return times.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
    }

    /** What the process says when a thread has come to one. */
    static String line(Failpoint failpoint) {
        return "A thread stays at " + failpoint;
    }

    List<Failpoint> at(Failpoint.Place place, String name) {
        return armed.keySet().stream().filter(each -> each.isAt(place, name)).toList();
    }

    boolean isArmed(Failpoint.Place place) {
        return armed.keySet().stream().anyMatch(each -> each.place() == place);
    }

    void pass(Failpoint.Place place, String name) {
        at(place, name).forEach(this::pass);
    }

    void pass(Failpoint failpoint) {
        Armed here = armed.get(failpoint);
        if (here.passed().incrementAndGet() != here.time()) {
            return;
        }
        System.out.println(line(failpoint));
        System.out.flush();
        String resume = System.getProperty(RESUME_PROPERTY);
        if (resume != null) {
            await().forever().until(() -> Files.exists(Path.of(resume)));
            return;
        }
        if (open.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void sawNode(String id) {
        nodes.add(id);
    }

    /** Which of those that are armed can never be passed, because nothing has their name. */
    List<Failpoint> missing() {
        return armed.keySet().stream()
                .filter(each -> switch (each.place()) {
                    case BEFORE_NODE, AFTER_NODE -> !nodes.contains(each.where());
                    case BEFORE_COMMIT, AFTER_COMMIT -> !isMethod(each.where());
                    case AFTER_ANSWER, BEFORE_SEND, AFTER_SEND, AFTER_RECEIPT -> false;
                })
                .toList();
    }

    private static boolean isMethod(String name) {
        int dot = name.lastIndexOf('.');
        try {
            return Stream.of(Class.forName(name.substring(0, dot)).getMethods())
                    .map(Method::getName)
                    .anyMatch(name.substring(dot + 1)::equals);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
