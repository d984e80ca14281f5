package org.applicantrelay.sandbox;

/** A job as either simulator knows it; each side has its own number for it. */
public record SandboxJob(long id, String reference, String title) {}
