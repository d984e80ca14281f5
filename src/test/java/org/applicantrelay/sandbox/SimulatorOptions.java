package org.applicantrelay.sandbox;

import java.time.Duration;

/**
 * How {@link Simulators} start.
 *
 * @param idibuPort      0 takes any free port; so does jobtrainPort
 * @param applicants     how many are there at the start
 * @param every          one more each such time; null means none
 * @param withUnknownJob every 10th applicant applies for a job that Jobtrain lacks
 * @param withQuirks     every second applicant shows a quirk of idibu, one of {@link Quirk#HARMLESS}
 * @param firstId        where track ids, e-mail numbers and application ids begin: a relay that keeps its database
 *                       while the simulators start afresh must not see old numbers on new people
 * @param webhookUrl     where the relay takes events, for its settings; null leaves the webhook off
 * @param mailPorts      of the mailbox to which idibu forwards; null means no mailbox
 */
public record SimulatorOptions(
        int idibuPort,
        int jobtrainPort,
        int applicants,
        Duration every,
        boolean withUnknownJob,
        boolean withQuirks,
        long seed,
        long firstId,
        String webhookUrl,
        MailPorts mailPorts) {

    /** 0 takes any free port. */
    public record MailPorts(int smtp, int imap) {}

    /** Any free ports, nobody at the start, nobody later, and the same people each time. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(0, 0, 0, null, false, false, 1, 70_001, null, null);
    }

    public SimulatorOptions ports(int idibu, int jobtrain) {
        return new SimulatorOptions(
                idibu, jobtrain, applicants, every, withUnknownJob, withQuirks, seed, firstId, webhookUrl, mailPorts);
    }

    public SimulatorOptions applicants(int newApplicants) {
        return new SimulatorOptions(
                idibuPort,
                jobtrainPort,
                newApplicants,
                every,
                withUnknownJob,
                withQuirks,
                seed,
                firstId,
                webhookUrl,
                mailPorts);
    }

    public SimulatorOptions every(Duration newEvery) {
        return new SimulatorOptions(
                idibuPort,
                jobtrainPort,
                applicants,
                newEvery,
                withUnknownJob,
                withQuirks,
                seed,
                firstId,
                webhookUrl,
                mailPorts);
    }

    public SimulatorOptions withUnknownJob(boolean with) {
        return new SimulatorOptions(
                idibuPort, jobtrainPort, applicants, every, with, withQuirks, seed, firstId, webhookUrl, mailPorts);
    }

    public SimulatorOptions withQuirks(boolean with) {
        return new SimulatorOptions(
                idibuPort, jobtrainPort, applicants, every, withUnknownJob, with, seed, firstId, webhookUrl, mailPorts);
    }

    public SimulatorOptions seed(long newSeed) {
        return new SimulatorOptions(
                idibuPort,
                jobtrainPort,
                applicants,
                every,
                withUnknownJob,
                withQuirks,
                newSeed,
                firstId,
                webhookUrl,
                mailPorts);
    }

    public SimulatorOptions firstId(long newFirstId) {
        return new SimulatorOptions(
                idibuPort,
                jobtrainPort,
                applicants,
                every,
                withUnknownJob,
                withQuirks,
                seed,
                newFirstId,
                webhookUrl,
                mailPorts);
    }

    /** The settings switch the relay's webhook on, and applicants come by it too once the relay has subscribed. */
    public SimulatorOptions withWebhook(String publicUrl) {
        return new SimulatorOptions(
                idibuPort,
                jobtrainPort,
                applicants,
                every,
                withUnknownJob,
                withQuirks,
                seed,
                firstId,
                publicUrl,
                mailPorts);
    }

    /** A mailbox is started, the settings switch it on, and applicants come by mail too. */
    public SimulatorOptions withMailbox(int smtpPort, int imapPort) {
        return new SimulatorOptions(
                idibuPort,
                jobtrainPort,
                applicants,
                every,
                withUnknownJob,
                withQuirks,
                seed,
                firstId,
                webhookUrl,
                new MailPorts(smtpPort, imapPort));
    }

    /** Numbers from the clock: no earlier start has used them, unless it added more than one applicant a second. */
    public SimulatorOptions freshIds() {
        long seconds = System.currentTimeMillis() / 1000 - 1_700_000_000L;
        return firstId(seconds).seed(seconds);
    }
}
