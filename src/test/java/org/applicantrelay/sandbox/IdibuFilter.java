package org.applicantrelay.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The query parameters of idibu's lists. What is out of range is refused, as idibu-applicant-management.txt says. */
final class IdibuFilter {

    private IdibuFilter() {}

    static Predicate<SimulatedApplicant> applicants(Call call) {
        Predicate<SimulatedApplicant> filter = applicant -> !applicant.data().hidden();
        String after = date(call, "after_date");
        if (after != null) {
            filter = filter.and(applicant -> date(applicant).compareTo(after) >= 0);
        }
        String before = date(call, "before_date");
        if (before != null) {
            filter = filter.and(applicant -> date(applicant).compareTo(before) <= 0);
        }
        if (given(call, "job-id")) {
            Set<Long> jobs = numbers(call, "job-id");
            filter = filter.and(applicant -> applicant.data().jobId() != null
                    && jobs.contains(applicant.data().jobId()));
        }
        if (given(call, "board-id")) {
            Set<Long> boards = numbers(call, "board-id");
            filter = filter.and(applicant -> applicant.data().portalId() != null
                    && boards.contains(applicant.data().portalId()));
        }
        String email = text(call, "email");
        if (email != null) {
            filter = filter.and(applicant -> email.equalsIgnoreCase(applicant.email()));
        }
        String reference = text(call, "reference");
        if (reference != null) {
            filter = filter.and(applicant -> contains(applicant.data().jobReference(), reference));
        }
        String status = text(call, "status");
        if (status != null) {
            filter = filter.and(applicant -> status.equals(applicant.status()));
        }
        return filter;
    }

    static Predicate<SandboxJob> jobs(Call call) {
        Predicate<SandboxJob> filter = job -> true;
        if (given(call, "job-id")) {
            Set<Long> jobs = numbers(call, "job-id");
            filter = filter.and(job -> jobs.contains(job.id()));
        }
        String reference = text(call, "reference");
        if (reference != null) {
            filter = filter.and(job -> contains(job.reference(), reference));
        }
        String title = text(call, "title");
        if (title != null) {
            filter = filter.and(job -> contains(job.title(), title));
        }
        return filter;
    }

    static Predicate<IdibuData.OutcomeRecord> outcomes(Call call) {
        Predicate<IdibuData.OutcomeRecord> filter = outcome -> true;
        if (given(call, "id")) {
            Set<Long> ids = numbers(call, "id");
            filter = filter.and(outcome -> ids.contains(outcome.latest().applicantId()));
        }
        String remoteId = text(call, "remote-id");
        if (remoteId != null) {
            filter = filter.and(outcome -> remoteId.equals(outcome.latest().remoteId()));
        }
        return filter;
    }

    static <T> List<T> page(List<T> all, Call call) {
        long count = number(call, "count", 10, 1, 100);
        long offset = number(call, "offset", 0, 0, Integer.MAX_VALUE);
        return all.stream().skip(offset).limit(count).toList();
    }

    private static String date(SimulatedApplicant applicant) {
        return applicant.date();
    }

    private static String date(Call call, String param) {
        String text = text(call, param);
        return text == null ? null : LondonTime.fullText(text);
    }

    private static boolean contains(String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static boolean given(Call call, String param) {
        return text(call, param) != null;
    }

    private static String text(Call call, String param) {
        return call.param(param).filter(text -> !text.isBlank()).orElse(null);
    }

    private static Set<Long> numbers(Call call, String param) {
        return Arrays.stream(text(call, param).split(","))
                .map(text -> parse(param, text.strip()))
                .collect(Collectors.toSet());
    }

    private static long number(Call call, String param, long byDefault, long min, long max) {
        if (!given(call, param)) {
            return byDefault;
        }
        long number = parse(param, text(call, param));
        if (number < min || number > max) {
            throw new IllegalArgumentException("Invalid " + param + ": " + number);
        }
        return number;
    }

    private static long parse(String param, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid " + param + ": " + text);
        }
    }
}
