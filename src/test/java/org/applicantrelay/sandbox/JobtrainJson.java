package org.applicantrelay.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** Writes the schemas of jobtrain.openapi.yaml. */
final class JobtrainJson {

    private static final int LARGEST_PAGE = 100;

    private JobtrainJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Answer problem(int status, String code, String message) {
        return Answer.json(status, object().put("code", code).put("message", message));
    }

    static Answer invalid(ArrayNode errors) {
        ObjectNode problem = object().put("code", "INVALID").put("message", "The request is not valid");
        problem.set("errors", errors);
        return Answer.json(422, problem);
    }

    static Answer invalid(String field, String message) {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        errors.addObject().put("field", field).put("message", message);
        return invalid(errors);
    }

    /** One page by PageNo and PageSize: {total, results, name: [...]}. */
    static <T> Answer page(Call call, String name, List<T> all, Function<T, ObjectNode> writer) {
        Integer pageNo = number(call, "PageNo", 1);
        if (pageNo == null || pageNo < 1) {
            return invalid("PageNo", "must be 1 or more");
        }
        Integer pageSize = number(call, "PageSize", 20);
        if (pageSize == null || pageSize < 1 || pageSize > LARGEST_PAGE) {
            return invalid("PageSize", "must be from 1 to " + LARGEST_PAGE);
        }
        List<T> page =
                all.stream().skip((pageNo - 1L) * pageSize).limit(pageSize).toList();
        ObjectNode answer = object().put("total", all.size()).put("results", page.size());
        ArrayNode items = answer.putArray(name);
        page.forEach(item -> items.add(writer.apply(item)));
        return Answer.json(200, answer);
    }

    private static Integer number(Call call, String param, int byDefault) {
        String text = call.param(param).orElse("");
        if (text.isEmpty()) {
            return byDefault;
        }
        return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    static ObjectNode job(SandboxJob job) {
        return object().put("jobId", job.id())
                .put("reference", job.reference())
                .put("title", job.title())
                .put("status", "Advertised");
    }

    static ObjectNode application(ReceivedApplication application) {
        return object().put("candidateId", application.candidateId())
                .put("applicationId", application.applicationId())
                .put("jobId", application.jobId())
                .put("email", application.email())
                .put("firstName", application.firstName())
                .put("lastName", application.lastName())
                .put("source", application.source())
                .put("status", application.status())
                .put("recruitmentPhase", application.recruitmentPhase())
                .put("appliedAt", application.appliedAt().toString())
                .put("statusChangedAt", application.statusChangedAt().toString());
    }

    static ObjectNode status(ReceivedApplication application) {
        return object().put("status", application.status())
                .put("recruitmentPhase", application.recruitmentPhase())
                .put("changedAt", application.statusChangedAt().toString());
    }

    static ObjectNode created(ReceivedApplication application) {
        return object().put("candidateId", application.candidateId()).put("applicationId", application.applicationId());
    }

    /** For the sandbox page: what arrived, with the CV's digest in place of its bytes. */
    static ObjectNode full(ReceivedApplication application) {
        ObjectNode node = application(application)
                .put("phone", application.phone())
                .put("coverLetter", application.coverLetter())
                .put("contentType", application.contentType());
        if (application.cv() != null) {
            Cv cv = application.cv();
            node.putObject("cv")
                    .put("fileName", cv.fileName())
                    .put("contentType", cv.contentType())
                    .put("length", cv.length())
                    .put("sha256", cv.sha256());
        }
        return node;
    }
}
