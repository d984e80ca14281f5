package org.applicantrelay.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.applicantrelay.sandbox.Cv;
import org.applicantrelay.sandbox.Outcome;
import org.applicantrelay.sandbox.ReceivedApplication;
import org.applicantrelay.sandbox.SimulatedApplicant;

/**
 * What idibu has sent against what Jobtrain has, by track ids.
 *
 * @param lost       applicants without an application
 * @param doubled    applicants with more than one
 * @param strangers  applications of nobody, by Jobtrain's ids
 * @param damaged    applicants whose CV is not, byte by byte, what idibu has
 * @param mistold    applicants of whom idibu was told another application than the one in Jobtrain, or none
 */
record Ledger(List<Long> lost, List<Long> doubled, List<Long> strangers, List<Long> damaged, List<Long> mistold) {

    static Ledger of(
            List<SimulatedApplicant> applicants, List<ReceivedApplication> applications, Map<Long, Outcome> outcomes) {
        Map<String, List<ReceivedApplication>> byPerson = new HashMap<>();
        applications.forEach(
                application -> byPerson.computeIfAbsent(Stage.person(application.email()), person -> new ArrayList<>())
                        .add(application));
        Ledger ledger = new Ledger(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (SimulatedApplicant applicant : applicants) {
            List<ReceivedApplication> found = byPerson.remove(Stage.person(applicant.email()));
            if (found == null) {
                ledger.lost.add(applicant.id());
                continue;
            }
            if (found.size() > 1) {
                ledger.doubled.add(applicant.id());
            }
            if (!hasItsCv(applicant, found.get(0))) {
                ledger.damaged.add(applicant.id());
            }
            if (!isTold(outcomes.get(applicant.id()), found.get(0))) {
                ledger.mistold.add(applicant.id());
            }
        }
        byPerson.values().forEach(found -> found.forEach(each -> ledger.strangers.add(each.applicationId())));
        return ledger;
    }

    private static boolean hasItsCv(SimulatedApplicant applicant, ReceivedApplication application) {
        byte[] sent = applicant.files().get(0).bytes();
        return application.cv() != null && application.cv().sha256().equals(Cv.sha256(sent));
    }

    private static boolean isTold(Outcome outcome, ReceivedApplication application) {
        return outcome != null
                && outcome.isSuccess()
                && outcome.remoteId().equals(application.candidateId() + "/" + application.applicationId());
    }
}
