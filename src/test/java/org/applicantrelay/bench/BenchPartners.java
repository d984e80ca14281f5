package org.applicantrelay.bench;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.sandbox.ApplicantFile;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.NewApplicant;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.RequestKind;
import org.applicantrelay.sandbox.SampleApplicants;
import org.applicantrelay.sandbox.SampleCv;
import org.applicantrelay.sandbox.SimulatedApplicant;
import org.applicantrelay.sandbox.SimulatorOptions;
import org.applicantrelay.sandbox.Simulators;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The partners in a process of their own, a pair for each program that is measured, told what to do in lines on standard
 * input and answering in one line each. It ends with its input.
 *
 * <ul>
 *   <li>{@code settings NAME} answers the settings for that program, with tabs between them
 *   <li>{@code add NAME COUNT BYTES} lets so many applicants arrive whose CVs have about that size
 *   <li>{@code settle NAME SECONDS} answers once idibu has been told of all: the milliseconds since they arrived
 *   <li>{@code check NAME} answers {@code whole}, or what is not as it should be
 *   <li>{@code calls NAME} answers how many requests of each kind there were since it was last asked
 * </ul>
 */
public final class BenchPartners {

    /** Different ones, so that one that reaches the wrong applicant is seen; shared, so that they all fit. */
    private static final int DIFFERENT_CVS = 10;

    private final Map<String, Pair> pairs = new HashMap<>();
    private final Map<String, ApplicantFile> files = new HashMap<>();

    private BenchPartners() {}

    /** One program's partners. */
    private static final class Pair {
        private final Simulators partners = Simulators.start(SimulatorOptions.defaults());
        private final Map<RequestKind, Integer> counted = new EnumMap<>(RequestKind.class);
        private int added;
        private int told;
        private long arrived;

        private Pair() {
            partners.jobtrain().keepCvBytes(false);
            partners.idibu().onOutcome(outcome -> tell());
        }

        private synchronized void tell() {
            told++;
        }

        private synchronized boolean isSettled() {
            return told >= added;
        }
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BenchPartners bench = new BenchPartners();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(bench.answer(line.split(" ")));
        }
        System.exit(0);
    }

    private String answer(String... words) {
        Pair pair = pairs.computeIfAbsent(words[1], name -> new Pair());
        return switch (words[0]) {
            case "settings" -> settings(pair);
            case "add" -> add(pair, Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "settle" -> settle(pair, Integer.parseInt(words[2]));
            case "check" -> check(pair.partners);
            case "calls" -> calls(pair);
            default -> throw new IllegalArgumentException("Unknown word " + words[0]);
        };
    }

    private static String settings(Pair pair) {
        List<String> settings = new ArrayList<>();
        pair.partners.environment().forEach((key, value) -> settings.add(key + "=" + value));
        return String.join("\t", settings);
    }

    private String add(Pair pair, int count, int bytes) {
        List<NewApplicant> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = pair.added + i;
            int job = number % Simulators.REFERENCES.size();
            people.add(NewApplicant.builder()
                    .email("applicant" + number + "@example.org")
                    .name("Ada Sample")
                    .job(SampleApplicants.jobId(job), Simulators.REFERENCES.get(job))
                    .message("Application", "Dear team,\n\nI would like to apply & start at once.\n\nKind regards", "")
                    .file(cv(number % DIFFERENT_CVS, bytes))
                    .build());
        }
        synchronized (pair) {
            pair.added += count;
            pair.arrived = System.nanoTime();
        }
        people.forEach(pair.partners.idibu()::add);
        return "added";
    }

    private ApplicantFile cv(int which, int bytes) {
        return files.computeIfAbsent(which + " " + bytes, key -> {
            String name = "cv-" + which + ".pdf";
            return new ApplicantFile(name, SampleCv.pdf("Ada Sample " + which, bytes));
        });
    }

    private static String settle(Pair pair, int seconds) {
        try {
            await().atMost(Duration.ofSeconds(seconds))
                    .pollInterval(Duration.ofMillis(10))
                    .until(pair::isSettled);
        } catch (ConditionTimeoutException e) {
            return "only " + pair.told + " of " + pair.added;
        }
        return String.valueOf((System.nanoTime() - pair.arrived) / 1_000_000);
    }

    /** Everybody once, with their own CV, and idibu knows it. */
    private String check(Simulators partners) {
        Map<String, ReceivedApplication> received = new HashMap<>();
        for (ReceivedApplication application : partners.jobtrain().applications()) {
            if (received.put(application.email(), application) != null) {
                return application.email() + " twice";
            }
        }
        Map<ApplicantFile, String> digests = new HashMap<>();
        files.values().forEach(file -> digests.put(file, Cv.sha256(file.bytes())));
        var told = partners.idibu().latestOutcomes();
        for (SimulatedApplicant applicant : partners.idibu().applicants()) {
            ReceivedApplication application = received.remove(applicant.email());
            if (application == null || !told.get(applicant.id()).isSuccess()) {
                return applicant.email() + " lost";
            }
            if (!digests.get(applicant.files().get(0)).equals(application.cv().sha256())) {
                return applicant.email() + " with another CV";
            }
        }
        return received.isEmpty() ? "whole" : received.size() + " unknown";
    }

    private static String calls(Pair pair) {
        Map<RequestKind, Integer> all = new LinkedHashMap<>();
        pair.partners.idibu().requests().counts().forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        pair.partners.jobtrain().requests().counts().forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        List<String> words = new ArrayList<>();
        all.forEach((kind, count) -> words.add(kind + "=" + (count - pair.counted.getOrDefault(kind, 0))));
        pair.counted.putAll(all);
        return String.join(" ", words);
    }
}
